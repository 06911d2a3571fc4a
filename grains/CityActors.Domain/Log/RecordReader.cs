using System.Buffers.Binary;
using System.Text;

namespace CityActors.Domain.Log;

/// <summary>Walks over encoded records. A record that does not fit its buffer throws <see cref="FormatException"/>.</summary>
public ref struct RecordReader(ReadOnlySpan<byte> records)
{
    private ReadOnlySpan<byte> rest = records;
    private ReadOnlySpan<byte> payload;
    private ReadOnlySpan<byte> record;

    /// <summary>Kind of the record read last.</summary>
    public RecordKind Kind { get; private set; }

    /// <summary>Its sub-kind: the value kind of a reading.</summary>
    public byte Sub { get; private set; }

    /// <summary>Its flags: the declared quality of a reading.</summary>
    public ushort Flags { get; private set; }

    /// <summary>What of its payload has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Payload => payload;

    /// <summary>The whole record read last, as it is encoded.</summary>
    public readonly ReadOnlySpan<byte> Record => record;

    /// <summary>Everything after the record read last.</summary>
    public readonly ReadOnlySpan<byte> Rest => rest;

    /// <summary>Reads fields that stand alone, without a record around them.</summary>
    public static RecordReader OverFields(ReadOnlySpan<byte> fields) => new([]) { payload = fields };

    /// <summary>Goes to the next record.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        if (rest.Length < RecordWriter.HeaderBytes)
        {
            throw new FormatException($"Expected a record header of {RecordWriter.HeaderBytes} bytes, {rest.Length} are left.");
        }

        Kind = (RecordKind)rest[0];
        Sub = rest[1];
        Flags = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
        if (length > rest.Length - RecordWriter.HeaderBytes)
        {
            throw new FormatException($"A {Kind} record claims {length} bytes, {rest.Length - RecordWriter.HeaderBytes} are left.");
        }

        payload = rest.Slice(RecordWriter.HeaderBytes, (int)length);
        record = rest[..(RecordWriter.HeaderBytes + (int)length)];
        rest = rest[(RecordWriter.HeaderBytes + (int)length)..];
        return true;
    }

    /// <summary>Reads what <see cref="RecordWriter.Number"/> wrote.</summary>
    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (payload.IsEmpty)
            {
                break;
            }

            var b = payload[0];
            payload = payload[1..];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw new FormatException($"A {Kind} record ends inside a number.");
    }

    /// <summary>Reads what <see cref="RecordWriter.Text"/> wrote.</summary>
    public string? Text() => TryText(out var utf8) ? Encoding.UTF8.GetString(utf8) : null;

    /// <summary>The same as UTF-8; null reads as empty.</summary>
    public ReadOnlySpan<byte> Utf8Text() => TryText(out var utf8) ? utf8 : [];

    /// <summary>Passes over a text.</summary>
    public void SkipText() => TryText(out _);

    /// <summary>Reads a text that must be there.</summary>
    public string RequiredText() => Text() ?? throw new FormatException($"A {Kind} record lacks a text it must have.");

    private bool TryText(out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        var bytes = Number();
        if (bytes < 0)
        {
            return false;
        }

        if (bytes > payload.Length)
        {
            throw new FormatException($"A {Kind} record claims a text of {bytes} bytes, {payload.Length} are left.");
        }

        utf8 = payload[..(int)bytes];
        payload = payload[(int)bytes..];
        return true;
    }
}
