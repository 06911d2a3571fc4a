using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Edge.Tests.Ingress.Payloads;

/// <summary>SenML CBOR: labels, numbers of every width, and bytes that are none.</summary>
public sealed class SenMlCborTests
{
    private static CborPack Reading => new CborPack().Array(1).Map(2).Int(0).Text("pm25").Int(2);

    public static TheoryData<byte[], string> Numbers => new()
    {
        { Reading.Int(12).Bytes, "12" },
        { Reading.Int(-12).Bytes, "-12" },
        { Reading.Int(1000).Bytes, "1000" },
        { Reading.Int(-70_000).Bytes, "-70000" },
        { Reading.Int(9_007_199_254_740_992).Bytes, "9007199254740992" },
        { Reading.Half(1.5).Bytes, "1.5" },
        { Reading.Single(0.25f).Bytes, "0.25" },
        { Reading.Double(12.1).Bytes, "12.1" },
        { Reading.Tag(4).Array(2).Int(-2).Int(2731).Bytes, "27.31" },
        { Reading.Tag(4).Array(2).Int(3).Int(-7).Bytes, "-7000" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_of_any_form_is_read(byte[] pack, string number)
    {
        var (parsed, refusal) = Parsing.Parse(PayloadFormat.SenMlCbor, pack);
        Assert.Null(refusal);
        Assert.Equal([$"|pm25||{number}|now|0"], parsed.Lines());
    }

    [Fact]
    public void A_pack_with_every_field_is_read()
    {
        var pack = new CborPack().OpenArray()
            .OpenMap().Int(-2).Text("urn:ngsi-ld:AirQualityObserved:q1/").Int(-3).Double(1_700_000_000).Int(-4).Text("ug/m3")
            .Int(-1).Int(10).Text("sequence").Int(5).Break()
            .Map(3).Int(0).Text("pm25").Int(2).Int(7).Int(6).Int(-1)
            .Map(3).Text("n").Text("open").Text("vb").Bool(true).Text("x").Map(1).Text("y").Array(1).Data(1, 2)
            .Map(2).Int(0).Text("state").Int(3).Text("free")
            .Map(3).Int(0).Text("count").Int(5).Int(9).Int(1).Text("1")
            .Break();
        var (parsed, refusal) = Parsing.Parse(PayloadFormat.SenMlCbor, pack.Bytes);
        Assert.Null(refusal);
        const string Urn = "urn:ngsi-ld:AirQualityObserved:q1";
        Assert.Equal(
            [
                $"{Urn}|pm25|ug/m3|7|1699999999000|5",
                $"{Urn}|open|ug/m3|true|1700000000000|5",
                $"{Urn}|state|ug/m3|code:free|1700000000000|5",
                $"{Urn}|count.sum|1|9|1700000000000|5",
            ],
            parsed.Lines());
    }

    [Fact]
    public void Not_a_number_and_binary_data_are_refused_by_record()
    {
        var pack = new CborPack().Array(4)
            .Map(2).Int(0).Text("a").Int(2).Double(double.NaN)
            .Map(2).Int(0).Text("a").Int(2).Double(double.PositiveInfinity)
            .Map(2).Int(0).Text("a").Int(8).Data(1, 2, 3)
            .Map(2).Int(0).Text("ok").Int(2).Int(1);
        var (parsed, refusal) = Parsing.Parse(PayloadFormat.SenMlCbor, pack.Bytes);
        Assert.Null(refusal);
        Assert.Equal(["1 range", "2 range", "3 type"], parsed.Refusals());
        Assert.Equal(["|ok||1|now|0"], parsed.Lines());
    }

    [Fact]
    public void A_pack_cut_off_anywhere_is_refused_as_a_whole()
    {
        var pack = new CborPack().Array(2)
            .Map(3).Int(0).Text("pm25").Int(2).Double(1).Int(1).Text("ug/m3")
            .Map(2).Int(0).Text("state").Int(3).Text("free").Bytes;
        Assert.Null(Parsing.Parse(PayloadFormat.SenMlCbor, pack).Refusal);
        for (var length = 0; length < pack.Length; length++)
        {
            var (parsed, refusal) = Parsing.Parse(PayloadFormat.SenMlCbor, pack.AsSpan(0, length));
            Assert.Equal("syntax", refusal?.Reason);
            Assert.Equal(0, parsed.Count);
        }

        Assert.Equal("syntax", Parsing.Parse(PayloadFormat.SenMlCbor, [.. pack, 0]).Refusal?.Reason);
    }

    public static TheoryData<byte[]> Broken => new()
    {
        new CborPack().Map(0).Bytes,
        new CborPack().Array(1).Int(1).Bytes,
        new CborPack().Array(1).Map(1).Bool(true).Int(1).Bytes,
        new CborPack().Raw(0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF).Bytes,
        new CborPack().Array(1).Raw(0xBB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF).Bytes,
        new CborPack().Array(1).Map(1).Int(0).Raw(0x7B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF).Bytes,
        new CborPack().Array(1).Map(1).Int(9).Raw(0xBB, 0x80, 0, 0, 0, 0, 0, 0, 0).Bytes,
        new CborPack().Array(1).Map(1).Int(2).Tag(4).Array(3).Int(1).Int(1).Int(1).Bytes,
        new CborPack().Array(1).Map(1).Int(9).Raw([.. Enumerable.Repeat((byte)0x81, 100_000)]).Bytes,
        new CborPack().Array(1).Map(1).Int(9).Raw([.. Enumerable.Repeat((byte)0xC1, 100_000)]).Bytes,
        new CborPack().Raw([.. Enumerable.Repeat((byte)0x9F, 100_000)]).Bytes,
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Bytes_that_are_no_pack_are_refused(byte[] bytes)
    {
        var (parsed, refusal) = Parsing.Parse(PayloadFormat.SenMlCbor, bytes);
        Assert.Equal("syntax", refusal?.Reason);
        Assert.Equal(0, parsed.Count);
    }
}
