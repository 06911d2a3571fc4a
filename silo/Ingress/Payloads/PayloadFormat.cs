using System.Buffers;
using System.Text;
using CityActors.Silo.Ingress.Payloads.Json;
using CityActors.Silo.Ingress.Payloads.LineProtocol;
using CityActors.Silo.Ingress.Payloads.SenMl;

namespace CityActors.Silo.Ingress.Payloads;

/// <summary>How a payload of telemetry is to be read.</summary>
internal enum PayloadFormat : byte
{
    /// <summary>Not one that ingress reads.</summary>
    Unknown = 0,
    SenMlJson,
    SenMlCbor,
    FlatJson,
    LineProtocol,

    /// <summary>One record of the city log, as it came out of it.</summary>
    LogRecord,
}

/// <summary>Names of the formats, and reading by them.</summary>
internal static class PayloadFormats
{
    private const int ContentTypeCharactersMax = 128;

    public const string SenMlJsonType = "application/senml+json";
    public const string SenMlCborType = "application/senml+cbor";
    public const string FlatJsonType = "application/json";
    public const string LineProtocolType = "text/plain";
    public const string LogRecordType = "application/vnd.city.record";

    /// <summary>
    /// Format of a content type; parameters after a semicolon are passed over. application/json may be SenML too: the first byte
    /// tells.
    /// </summary>
    public static PayloadFormat OfContentType(ReadOnlySpan<char> contentType)
    {
        var end = contentType.IndexOf(';');
        var name = (end < 0 ? contentType : contentType[..end]).Trim();
        foreach (var (type, format) in (ReadOnlySpan<(string, PayloadFormat)>)[
            (SenMlJsonType, PayloadFormat.SenMlJson), (SenMlCborType, PayloadFormat.SenMlCbor), (FlatJsonType, PayloadFormat.FlatJson),
            (LineProtocolType, PayloadFormat.LineProtocol), (LogRecordType, PayloadFormat.LogRecord),
            ("application/cbor", PayloadFormat.SenMlCbor)])
        {
            if (name.Equals(type, StringComparison.OrdinalIgnoreCase))
            {
                return format;
            }
        }

        return PayloadFormat.Unknown;
    }

    /// <summary>Format of a content type in UTF-8.</summary>
    public static PayloadFormat OfContentType(ReadOnlySpan<byte> contentType)
    {
        Span<char> text = stackalloc char[ContentTypeCharactersMax];
        return contentType.Length <= text.Length && Ascii.ToUtf16(contentType, text, out var length) == OperationStatus.Done
            ? OfContentType(text[..length])
            : PayloadFormat.Unknown;
    }

    /// <summary>Format by the first byte: <c>[</c> SenML JSON, <c>{</c> flat JSON, a CBOR array SenML CBOR.</summary>
    public static PayloadFormat Sniff(ReadOnlySpan<byte> payload)
    {
        payload = payload.TrimStart(" \t\r\n"u8);
        return payload.IsEmpty
            ? PayloadFormat.Unknown
            : payload[0] switch
            {
                (byte)'[' => PayloadFormat.SenMlJson,
                (byte)'{' => PayloadFormat.FlatJson,
                >= 0x80 and <= 0x9F => PayloadFormat.SenMlCbor,
                _ => PayloadFormat.Unknown,
            };
    }

    /// <summary>The name a format goes by in the quarantine.</summary>
    public static string ContentType(this PayloadFormat format) => format switch
    {
        PayloadFormat.SenMlJson => SenMlJsonType,
        PayloadFormat.SenMlCbor => SenMlCborType,
        PayloadFormat.FlatJson => FlatJsonType,
        PayloadFormat.LineProtocol => LineProtocolType,
        PayloadFormat.LogRecord => LogRecordType,
        _ => "application/octet-stream",
    };

    /// <summary>Reads a whole message.</summary>
    /// <returns>Null when it could be read.</returns>
    public static PayloadRefusal? Parse(
        this PayloadFormat format, ReadOnlySpan<byte> payload, long nowMs, PayloadReadings into,
        TimePrecision precision = TimePrecision.Nanoseconds)
    {
        if (format == PayloadFormat.FlatJson && Sniff(payload) == PayloadFormat.SenMlJson)
        {
            format = PayloadFormat.SenMlJson;
        }

        switch (format)
        {
            case PayloadFormat.SenMlJson:
                return SenMlJsonParser.Parse(payload, nowMs, into);
            case PayloadFormat.SenMlCbor:
                return SenMlCborParser.Parse(payload, nowMs, into);
            case PayloadFormat.FlatJson:
                return FlatJsonParser.Parse(payload, nowMs, into);
            case PayloadFormat.LineProtocol:
                new LineProtocolParser(precision).Parse(payload, nowMs, into);
                return null;
            default:
                return new PayloadRefusal(RefusalReason.Syntax, payload.IsEmpty
                    ? "Expected a payload, got none."
                    : $"Expected SenML JSON or CBOR, or a flat JSON object, got bytes that begin with 0x{payload[0]:X2}.", 0);
        }
    }
}
