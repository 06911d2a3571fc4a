using System.Globalization;
using System.Text;
using System.Text.Json;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Twins.Channels;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CityActors.Edge.Tests.Ingress.Payloads;

/// <summary>What holds for all payloads: nothing throws, what was written is read, the encodings agree.</summary>
public sealed class PayloadProperties
{
    private static readonly PayloadFormat[] Formats =
        [PayloadFormat.SenMlJson, PayloadFormat.SenMlCbor, PayloadFormat.FlatJson, PayloadFormat.LineProtocol, PayloadFormat.Unknown];

    private static readonly byte[][] Seeds =
    [
        [
            .. """[{"bn":"urn:ngsi-ld:A:b/","bt":1.7e9,"n":"x","v":1.5,"u":"Cel","sequence":3},"""u8,
            .. """{"n":"s","vs":"\u0110a"},{"n":"b","vb":true}]"""u8,
        ],
        [.. """{"observedAt":"2023-11-14T22:13:20.5Z","sequence":4,"a":-1e-7,"s":"x\ny","p":{"type":"Point","coordinates":[1,2]}}"""u8],
        [.. "air\\ q,id=q1,x=a\\,b a=1.5,b=\"t \\\"q\\\"\",c=t,lon=1,lat=2 1700000000000000000\n# c\nair b=2i\n"u8],
        new CborPack().Array(2).Map(2).Int(0).Text("pm25").Int(2).Tag(4).Array(2).Int(-1).Int(7)
            .Map(3).Int(0).Text("s").Int(3).Text("free").Int(6).Double(-5).Bytes,
    ];

    [Property(MaxTest = 2_000)]
    public void No_bytes_make_a_parser_throw(byte[] bytes)
    {
        foreach (var format in Formats)
        {
            Survives(format, bytes);
        }
    }

    [Property(MaxTest = 4_000)]
    public void No_damage_to_a_payload_makes_a_parser_throw(int seed, byte[] damage, PositiveInt at, bool insert)
    {
        var payload = Seeds[(uint)seed % Seeds.Length].ToList();
        for (var i = 0; i < damage.Length; i++)
        {
            var position = (at.Get * (i + 7)) % payload.Count;
            if (insert)
            {
                payload.Insert(position, damage[i]);
            }
            else
            {
                payload[position] = damage[i];
            }
        }

        foreach (var format in Formats)
        {
            Survives(format, [.. payload]);
        }
    }

    [Property(MaxTest = 1_000)]
    public Property Json_and_cbor_say_the_same() => Prop.ForAll(Packs.ToArbitrary(), static pack =>
    {
        var json = Parsing.Parse(PayloadFormat.SenMlJson, pack.Json());
        var cbor = Parsing.Parse(PayloadFormat.SenMlCbor, pack.Cbor());
        Assert.Null(json.Refusal);
        Assert.Null(cbor.Refusal);
        Assert.Equal(pack.Lines(), json.Readings.Lines());
        Assert.Equal(json.Readings.Lines(), cbor.Readings.Lines());
        Assert.Equal(json.Readings.Refusals(), cbor.Readings.Refusals());
    });

    [Property(MaxTest = 1_000)]
    public void A_flat_object_is_read_as_it_was_written(NormalFloat number, bool flag, NonNull<string> text, PositiveInt sequence)
    {
        var word = new string([.. text.Get.Where(static c => !char.IsSurrogate(c))]);
        var json = JsonSerializer.Serialize(
            new { observedAt = 1_700_000_000_123, sequence = sequence.Get, number = number.Get, flag, word });
        var (parsed, refusal) = Parsing.Parse(PayloadFormat.FlatJson, json);
        Assert.Null(refusal);
        var lines = parsed.Lines();
        var end = $"|1700000000123|{sequence.Get}";
        Assert.Equal($"|number||{(number.Get == 0 ? 0 : number.Get).ToString("R", CultureInfo.InvariantCulture)}{end}", lines[0]);
        Assert.Equal($"|flag||{(flag ? "true" : "false")}{end}", lines[1]);
        Assert.True(lines[2] == $"|word||text:{word}{end}" || lines[2] == $"|word||code:{word}{end}");
    }

    [Property(MaxTest = 1_000)]
    public void A_line_is_read_as_it_was_written(NormalFloat number, long whole, bool flag, NonNull<string> text)
    {
        var word = new string([.. text.Get.Where(static c => !char.IsSurrogate(c) && c != '\n')]);
        var quoted = word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var line = string.Create(
            CultureInfo.InvariantCulture, $"air,id=q1 number={number.Get:R},whole={whole}i,flag={flag},word=\"{quoted}\" 1700000000123");
        var (parsed, _) = Parsing.Parse(PayloadFormat.LineProtocol, line, TimePrecisionName.Ms);
        Assert.Empty(parsed.Refusals());
        Assert.Equal(number.Get == 0 ? 0 : number.Get, BitConverter.Int64BitsToDouble(parsed.Items[0].Bits));
        Assert.Equal((double)whole, BitConverter.Int64BitsToDouble(parsed.Items[1].Bits));
        Assert.Equal(flag ? 1 : 0, parsed.Items[2].Bits);
        Assert.Equal(word, Encoding.UTF8.GetString(parsed.Bytes(parsed.Items[3].Text)));
    }

    [Property(MaxTest = 1_000)]
    public void A_number_is_read_as_the_library_reads_it(NormalFloat number, byte digits)
    {
        var text = Encoding.ASCII.GetBytes(number.Get.ToString($"F{digits % 18}", CultureInfo.InvariantCulture));
        Assert.True(NumberText.TryParse(text, out var read));
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), read);
    }

    [Property(MaxTest = 1_000)]
    public void A_time_is_read_as_the_library_reads_it(DateTimeOffset time)
    {
        var text = time.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        Assert.True(ObservedTime.TryParseIso(Encoding.ASCII.GetBytes(text), out var ms));
        Assert.Equal(time.ToUnixTimeMilliseconds(), ms);
    }

    private static Gen<SenMlText> Packs =>
        from records in (
            from name in Gen.Elements("pm25", "t", "open", "state-1")
            from value in Gen.OneOf(
                ArbMap.Default.GeneratorFor<NormalFloat>().Select(static number => (object)number.Get),
                ArbMap.Default.GeneratorFor<bool>().Select(static flag => (object)flag),
                Gen.Elements<object>("free", "Đường ngập", "", "a\"b\\c"))
            from seconds in Gen.Choose(-1_000_000, 1_000_000)
            from isRelative in ArbMap.Default.GeneratorFor<bool>()
            from unit in Gen.Elements<string?>(null, "Cel", "ug/m3")
            select new SenMlText.Record(name, value, isRelative ? seconds : 1_700_000_000.0 + seconds, unit)).ListOf()
        from sequence in Gen.Choose(0, 1_000_000)
        from twin in Gen.Elements<string?>(null, "urn:ngsi-ld:AirQualityObserved:q1")
        select new SenMlText(twin, (uint)sequence, [.. records]);

    private static void Survives(PayloadFormat format, byte[] payload)
    {
        var (parsed, refusal) = Parsing.Parse(format, payload);
        Assert.True(refusal is null || format == PayloadFormat.LineProtocol || parsed.Count == 0);
        foreach (ref readonly var item in parsed.Items)
        {
            Assert.True(ReadingValues.IsChannel(parsed.Bytes(item.Channel)));
            Assert.True(ObservedTime.IsInRange(item.ObservedAtMs));
            Assert.NotEqual(ValueKind.None, item.Kind);
            Assert.True(item.Kind != ValueKind.Number || double.IsFinite(BitConverter.Int64BitsToDouble(item.Bits)));
            Assert.True(System.Text.Unicode.Utf8.IsValid(parsed.Bytes(item.Text)));
        }
    }
}
