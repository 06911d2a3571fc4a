using System.Text;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Twins.Channels;

namespace CityActors.Edge.Tests.Ingress.Payloads;

/// <summary>Readings of a payload as tests like to look at them.</summary>
internal static class Parsing
{
    /// <summary>When payloads of tests arrive: 2026-11-23T07:00:00Z.</summary>
    public const long NowMs = 1_795_417_200_000;

    /// <summary>Parses; what the payload was refused with as a whole comes second.</summary>
    public static (PayloadReadings Readings, PayloadRefusal? Refusal) Parse(
        PayloadFormat format, ReadOnlySpan<byte> payload, TimePrecisionName precision = TimePrecisionName.Ns)
    {
        var readings = new PayloadReadings();
        var refusal = format.Parse(
            payload, NowMs, readings, (CityActors.Silo.Ingress.Payloads.LineProtocol.TimePrecision)(byte)precision);
        return (readings, refusal);
    }

    /// <summary>Parses a text.</summary>
    public static (PayloadReadings Readings, PayloadRefusal? Refusal) Parse(
        PayloadFormat format, string payload, TimePrecisionName precision = TimePrecisionName.Ns) =>
        Parse(format, Encoding.UTF8.GetBytes(payload), precision);

    /// <summary>Each reading in one line: twin, channel, unit, value, time, sequence number.</summary>
    public static string[] Lines(this PayloadReadings readings)
    {
        var lines = new List<string>();
        foreach (ref readonly var item in readings.Items)
        {
            lines.Add(Line(readings, item));
        }

        return [.. lines];
    }

    /// <summary>The refused records in one line each: record, reason.</summary>
    public static string[] Refusals(this PayloadReadings readings) =>
        [.. readings.Refused.ToArray().Select(static refusal => $"{refusal.Record} {refusal.Reason}")];

    private static string Line(PayloadReadings readings, in ParsedReading item)
    {
        string Text(Slice slice) => Encoding.UTF8.GetString(readings.Bytes(slice));
        var value = item.Kind switch
        {
            ValueKind.Number => BitConverter.Int64BitsToDouble(item.Bits).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            ValueKind.Boolean => item.Bits == 1 ? "true" : "false",
            ValueKind.Code => $"code:{Text(item.Text)}",
            ValueKind.Text => $"text:{Text(item.Text)}",
            _ => FormattableString.Invariant(
                $"({(int)(item.Bits >> 32) / TwinValue.UnitsPerDegree:0.####} {(int)item.Bits / TwinValue.UnitsPerDegree:0.####})"),
        };
        var at = item.ObservedAtMs - NowMs;
        return $"{Text(item.Twin)}|{Text(item.Channel)}|{Text(item.Unit)}|{value}|{(at == 0 ? "now" : item.ObservedAtMs)}|{item.Sequence}";
    }
}

/// <summary>Precisions by a name that tests can show.</summary>
public enum TimePrecisionName : byte
{
    Ns = 0,
    Us,
    Ms,
    S,
}
