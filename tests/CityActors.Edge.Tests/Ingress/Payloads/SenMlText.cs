using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CityActors.Edge.Tests.Ingress.Payloads;

/// <summary>A pack that tests write in both encodings, and what its readings must be.</summary>
internal sealed record SenMlText(string? Twin, uint Sequence, SenMlText.Record[] Records)
{
    public string Json()
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < Records.Length; i++)
        {
            var record = Records[i];
            var fields = new Dictionary<string, object>();
            if (i == 0 && Twin is not null)
            {
                fields["bn"] = Twin + "/";
            }

            if (i == 0 && Sequence > 0)
            {
                fields["sequence"] = Sequence;
            }

            fields["n"] = record.Name;
            fields["t"] = record.Seconds;
            fields[record.Value is string ? "vs" : record.Value is bool ? "vb" : "v"] = record.Value;
            if (record.Unit is not null)
            {
                fields["u"] = record.Unit;
            }

            text.Append(i == 0 ? "" : ",").Append(JsonSerializer.Serialize(fields));
        }

        return text.Append(']').ToString();
    }

    public byte[] Cbor()
    {
        var pack = new CborPack().Array(Records.Length);
        for (var i = 0; i < Records.Length; i++)
        {
            var record = Records[i];
            pack.OpenMap();
            if (i == 0 && Twin is not null)
            {
                pack.Int(-2).Text(Twin + "/");
            }

            if (i == 0 && Sequence > 0)
            {
                pack.Text("sequence").Int(Sequence);
            }

            pack.Int(0).Text(record.Name).Int(6).Double(record.Seconds);
            switch (record.Value)
            {
                case string text: pack.Int(3).Text(text); break;
                case bool flag: pack.Int(4).Bool(flag); break;
                default: pack.Int(2).Double((double)record.Value); break;
            }

            if (record.Unit is not null)
            {
                pack.Int(1).Text(record.Unit);
            }

            pack.Break();
        }

        return pack.Bytes;
    }

    public string[] Lines() => [.. Records.Select(record =>
    {
        var at = (long)(record.Seconds * 1000) + (record.Seconds < 1 << 28 ? Parsing.NowMs : 0);
        var value = record.Value switch
        {
            string text => (text is "free" ? "code:" : "text:") + text,
            bool flag => flag ? "true" : "false",
            double number => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture),
            _ => "",
        };
        return $"{Twin}|{record.Name}|{record.Unit}|{value}|{(at == Parsing.NowMs ? "now" : at)}|{Sequence}";
    })];

    /// <summary>A record of a pack; a number, boolean or text at some seconds.</summary>
    internal sealed record Record(string Name, object Value, double Seconds, string? Unit);
}
