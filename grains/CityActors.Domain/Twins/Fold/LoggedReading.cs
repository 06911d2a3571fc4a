using System.Buffers.Binary;
using CityActors.Domain.Log;
using CityActors.Domain.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Twins.Fold;

/// <summary>A reading as the log has it, checked.</summary>
internal readonly ref struct LoggedReading
{
    private const int FixedBytes = 24;
    private const long ObservedAtMsMin = -62_135_596_800_000;
    private const long ObservedAtMsMax = 253_402_300_799_999;

    public int Channel { get; private init; }

    public uint DeviceSequence { get; private init; }

    public long ObservedAtMs { get; private init; }

    public long Bits { get; private init; }

    public ValueKind Kind { get; private init; }

    public Quality Quality { get; private init; }

    public ReadOnlySpan<byte> Text { get; private init; }

    /// <summary>A reading that the city derived itself.</summary>
    /// <param name="channel">Handle of the channel.</param>
    /// <param name="value">Its value.</param>
    /// <param name="utf8">The word or text of the value; empty of other kinds.</param>
    /// <param name="observedAtMs">When it stands for, Unix milliseconds.</param>
    public static LoggedReading Derived(int channel, TwinValue value, ReadOnlySpan<byte> utf8, long observedAtMs) => new()
    {
        Channel = channel,
        ObservedAtMs = observedAtMs,
        Bits = value.Bits,
        Kind = value.Kind,
        Quality = Quality.Good,
        Text = utf8,
    };

    public static LoggedReading Of(ref RecordReader record)
    {
        var payload = record.Payload;
        if (payload.Length < FixedBytes || record.Flags > (ushort)Quality.Late)
        {
            throw new FormatException($"A reading has {FixedBytes} bytes and a quality of 0-4, got {payload.Length} and {record.Flags}.");
        }

        var observedAtMs = BinaryPrimitives.ReadInt64LittleEndian(payload[8..]);
        if (observedAtMs is < ObservedAtMsMin or > ObservedAtMsMax)
        {
            throw new FormatException($"Observed at {observedAtMs} ms is in no year from 1 to 9999.");
        }

        var kind = (ValueKind)record.Sub;
        var bits = BinaryPrimitives.ReadInt64LittleEndian(payload[16..]);
        var text = payload[FixedBytes..];
        var sound = kind switch
        {
            ValueKind.Number => double.IsFinite(BitConverter.Int64BitsToDouble(bits)) && text.IsEmpty,
            ValueKind.Boolean => bits is 0 or 1 && text.IsEmpty,
            ValueKind.Code or ValueKind.Text => text.Length <= RecordWriter.TextBytesMax,
            ValueKind.Position => Place.Of(bits).IsValid && text.IsEmpty,
            _ => false,
        };
        if (!sound)
        {
            throw new FormatException($"A reading of kind {kind} with bits {bits:x16} and {text.Length} bytes of text is no value.");
        }

        var quality = (Quality)record.Flags;
        return new LoggedReading
        {
            Channel = BinaryPrimitives.ReadInt32LittleEndian(payload),
            DeviceSequence = BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]),
            ObservedAtMs = observedAtMs,
            Bits = bits,
            Kind = kind,
            Quality = quality is Quality.Unknown or Quality.Late ? Quality.Good : quality,
            Text = text,
        };
    }
}
