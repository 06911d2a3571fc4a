using System.Buffers.Binary;
using System.Text;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Log;

/// <summary>
/// Encodes log records into one growing buffer. A record is kind (1 byte), sub-kind (1), flags (2), payload length (4), payload;
/// little-endian. A reading is 32 bytes. The buffer is reused: <see cref="Clear"/> keeps its memory.
/// </summary>
public sealed class RecordWriter
{
    /// <summary>Bytes before a record's payload.</summary>
    public const int HeaderBytes = 8;

    /// <summary>Longest text a reading carries, UTF-8 bytes.</summary>
    public const int TextBytesMax = 1024;

    private byte[] buffer = new byte[4096];
    private int length;
    private int payloadStart;

    /// <summary>Records written since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes written since the last <see cref="Clear"/>.</summary>
    public int Length => length;

    /// <summary>The encoded records; valid until the next write or <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, length);

    /// <summary>Forgets the records, keeps the memory.</summary>
    public void Clear()
    {
        length = 0;
        Count = 0;
    }

    /// <summary>A reading.</summary>
    /// <param name="channelHandle">Handle of the channel in the frame's partition.</param>
    /// <param name="value">Its value.</param>
    /// <param name="observedAtMs">Device time, Unix milliseconds.</param>
    /// <param name="deviceSequence">The device's own number of the message, from 1; 0 when it has none.</param>
    /// <param name="quality">Quality as the device or the gateway declares it.</param>
    public void Reading(int channelHandle, TwinValue value, long observedAtMs, uint deviceSequence, Quality quality = Quality.Good)
    {
        Begin(RecordKind.Reading, (byte)value.Kind, (ushort)quality);
        var span = Take(24);
        BinaryPrimitives.WriteInt32LittleEndian(span, channelHandle);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], deviceSequence);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], observedAtMs);
        BinaryPrimitives.WriteInt64LittleEndian(span[16..], value.Bits);
        if (value.Text is { } text)
        {
            var bytes = Encoding.UTF8.GetByteCount(text);
            Encoding.UTF8.GetBytes(text, Take(bytes));
        }

        End();
    }

    /// <summary>A reading whose value is there in parts, as a parser has it: no string is made.</summary>
    /// <param name="channelHandle">Handle of the channel in the frame's partition.</param>
    /// <param name="kind">Kind of the value.</param>
    /// <param name="bits">As in <see cref="TwinValue.Bits"/>.</param>
    /// <param name="utf8Text">The word or text, at most <see cref="TextBytesMax"/> bytes; empty for the other kinds.</param>
    /// <param name="observedAtMs">Device time, Unix milliseconds.</param>
    /// <param name="deviceSequence">The device's own number of the message, from 1; 0 when it has none.</param>
    public void Reading(
        int channelHandle, ValueKind kind, long bits, ReadOnlySpan<byte> utf8Text, long observedAtMs, uint deviceSequence)
    {
        var span = Take(HeaderBytes + 24 + utf8Text.Length);
        span[0] = (byte)RecordKind.Reading;
        span[1] = (byte)kind;
        BinaryPrimitives.WriteUInt16LittleEndian(span[2..], (ushort)Quality.Good);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], (uint)(24 + utf8Text.Length));
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], channelHandle);
        BinaryPrimitives.WriteUInt32LittleEndian(span[12..], deviceSequence);
        BinaryPrimitives.WriteInt64LittleEndian(span[16..], observedAtMs);
        BinaryPrimitives.WriteInt64LittleEndian(span[24..], bits);
        utf8Text.CopyTo(span[32..]);
        Count++;
    }

    /// <summary>Starts a record of another kind; fields follow; <see cref="End"/> ends it.</summary>
    public RecordWriter Begin(RecordKind kind, byte sub = 0, ushort flags = 0)
    {
        var span = Take(HeaderBytes);
        span[0] = (byte)kind;
        span[1] = sub;
        BinaryPrimitives.WriteUInt16LittleEndian(span[2..], flags);
        payloadStart = length;
        return this;
    }

    /// <summary>A number of up to 64 bits, 7 bits a byte.</summary>
    public RecordWriter Number(long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        while (rest >= 0x80)
        {
            Take(1)[0] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        Take(1)[0] = (byte)rest;
        return this;
    }

    /// <summary>A text; null differs from empty.</summary>
    public RecordWriter Text(string? text)
    {
        if (text is null)
        {
            return Number(-1);
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        Number(bytes);
        Encoding.UTF8.GetBytes(text, Take(bytes));
        return this;
    }

    /// <summary>Fields that are encoded already.</summary>
    internal RecordWriter Raw(ReadOnlySpan<byte> fields)
    {
        fields.CopyTo(Take(fields.Length));
        return this;
    }

    /// <summary>Ends the record begun last.</summary>
    public void End()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(payloadStart - 4), (uint)(length - payloadStart));
        Count++;
    }

    /// <summary>Appends records that are encoded already.</summary>
    public void Append(ReadOnlySpan<byte> records, int count)
    {
        records.CopyTo(Take(records.Length));
        Count += count;
    }

    private Span<byte> Take(int bytes)
    {
        if (length + bytes > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
        }

        var span = buffer.AsSpan(length, bytes);
        length += bytes;
        return span;
    }
}
