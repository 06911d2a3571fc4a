using System.Buffers.Binary;
using System.Text;
using CityActors.Domain.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Changes;

/// <summary>
/// Encodes what the fold says into one growing buffer; 72 bytes a reading, little-endian:
/// length 4, kind 1, value kind 1, quality 1, reserved 1, sequence 8, index 4, twin 4, channel 4, reserved 4, observedAt 8,
/// arrivedAt 8, value bits 8, place 8, previous place 8; then the payload (text of a reading). The buffer is reused:
/// <see cref="Clear"/> keeps its memory. The previous place is where the twin was just before the change, the same as its place
/// when it did not move: whoever follows a part of the map learns from the change alone that a twin has left it.
/// </summary>
public sealed class ChangeWriter
{
    /// <summary>Bytes of a change without payload.</summary>
    public const int HeaderBytes = 72;

    /// <summary>The place of a twin that has none.</summary>
    public const long NoPlace = long.MinValue;

    private readonly RecordWriter payload = new();
    private byte[] buffer = new byte[64 * 1024];
    private long lastSequence = -1;
    private int nextIndex;

    /// <summary>Changes written since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes written since the last <see cref="Clear"/>.</summary>
    public int Length { get; private set; }

    /// <summary>The encoded changes; valid until the next write or <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, Length);

    /// <summary>Forgets the changes, keeps the memory.</summary>
    public void Clear()
    {
        Length = 0;
        Count = 0;
    }

    /// <summary>A reading that was accepted, or came late.</summary>
    public void Reading(
        ChangeKind kind, long sequence, int twin, int channel, ValueKind valueKind, long bits, ReadOnlySpan<byte> text,
        Quality quality, long observedAtMs, long arrivedAtMs, long place, long previousPlace)
    {
        var span = Take(HeaderBytes + text.Length);
        Header(span, kind, valueKind, quality, sequence, twin, channel, observedAtMs, arrivedAtMs, bits, place, previousPlace);
        text.CopyTo(span[HeaderBytes..]);
    }

    /// <summary>
    /// A change of a twin as a whole, or of a channel's name, or of a zone: the payload is written by <paramref name="write"/>.
    /// </summary>
    public void Told<T>(
        ChangeKind kind, long sequence, int twin, int channel, long arrivedAtMs, long place, long previousPlace, T what,
        Action<RecordWriter, T> write)
    {
        payload.Clear();
        write(payload, what);
        var bytes = payload.Written.Span;
        var span = Take(HeaderBytes + bytes.Length);
        Header(span, kind, ValueKind.None, Quality.Unknown, sequence, twin, channel, arrivedAtMs, arrivedAtMs, 0, place, previousPlace);
        bytes.CopyTo(span[HeaderBytes..]);
    }

    /// <summary>A change of a twin that needs no payload.</summary>
    public void Told(ChangeKind kind, long sequence, int twin, long arrivedAtMs, long place, long previousPlace) =>
        Header(
            Take(HeaderBytes), kind, ValueKind.None, Quality.Unknown, sequence, twin, -1, arrivedAtMs, arrivedAtMs, 0, place,
            previousPlace);

    /// <summary>Index that the next change of a record will have.</summary>
    public int NextIndex(long sequence) => sequence == lastSequence ? nextIndex + 1 : 0;

    /// <summary>UTF-8 of a text, or nothing.</summary>
    public static byte[] Utf8(string? text) => text is null ? [] : Encoding.UTF8.GetBytes(text);

    private void Header(
        Span<byte> span, ChangeKind kind, ValueKind valueKind, Quality quality, long sequence, int twin, int channel,
        long observedAtMs, long arrivedAtMs, long bits, long place, long previousPlace)
    {
        nextIndex = NextIndex(sequence);
        lastSequence = sequence;
        BinaryPrimitives.WriteInt32LittleEndian(span, span.Length);
        span[4] = (byte)kind;
        span[5] = (byte)valueKind;
        span[6] = (byte)quality;
        span[7] = 0;
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], nextIndex);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], twin);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], channel);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(span[32..], observedAtMs);
        BinaryPrimitives.WriteInt64LittleEndian(span[40..], arrivedAtMs);
        BinaryPrimitives.WriteInt64LittleEndian(span[48..], bits);
        BinaryPrimitives.WriteInt64LittleEndian(span[56..], place);
        BinaryPrimitives.WriteInt64LittleEndian(span[64..], previousPlace);
        Count++;
    }

    private Span<byte> Take(int bytes)
    {
        if (Length + bytes > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + bytes));
        }

        var span = buffer.AsSpan(Length, bytes);
        Length += bytes;
        return span;
    }
}
