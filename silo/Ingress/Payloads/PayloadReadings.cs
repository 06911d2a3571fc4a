using System.Runtime.InteropServices;

namespace CityActors.Silo.Ingress.Payloads;

/// <summary>
/// What a parser found in one payload: complete readings and refused records. Reused from payload to payload, so that parsing
/// allocates nothing once its memory has grown to the size of the payloads.
/// </summary>
internal sealed class PayloadReadings
{
    /// <summary>Refusals of one payload that carry their sentence; the others are counted by their word alone.</summary>
    public const int DetailsMax = 100;

    private const int FirstItems = 16;
    private const int FirstBytes = 1_024;
    private const int KeptItems = 8_192;
    private const int KeptBytes = 512 << 10;

    private readonly List<PayloadRefusal> refused = [];
    private ParsedReading[] items = new ParsedReading[FirstItems];
    private byte[] arena = new byte[FirstBytes];
    private int arenaLength;

    /// <summary>Number of readings.</summary>
    public int Count { get; private set; }

    /// <summary>The readings, in the order of the payload.</summary>
    public Span<ParsedReading> Items => items.AsSpan(0, Count);

    /// <summary>Records that were refused while others were kept.</summary>
    public ReadOnlySpan<PayloadRefusal> Refused => CollectionsMarshal.AsSpan(refused);

    /// <summary>The bytes of a slice; valid until the next <see cref="Keep"/> or <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Bytes(Slice slice) => arena.AsSpan(slice.Start, slice.Length);

    /// <summary>Copies bytes in.</summary>
    public Slice Keep(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        return Commit(bytes.Length);
    }

    /// <summary>Copies two runs in as one.</summary>
    public Slice Keep(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var room = Reserve(first.Length + second.Length);
        first.CopyTo(room);
        second.CopyTo(room[first.Length..]);
        return Commit(first.Length + second.Length);
    }

    /// <summary>Joins two slices into a new one.</summary>
    public Slice Join(Slice first, Slice second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return first.IsEmpty ? second : first;
        }

        var room = Reserve(first.Length + second.Length);
        Bytes(first).CopyTo(room);
        Bytes(second).CopyTo(room[first.Length..]);
        return Commit(first.Length + second.Length);
    }

    /// <summary>Room for bytes to be written directly; <see cref="Commit"/> keeps them.</summary>
    public Span<byte> Reserve(int bytes)
    {
        if (arenaLength + bytes > arena.Length)
        {
            Array.Resize(ref arena, Math.Max(arena.Length * 2, arenaLength + bytes));
        }

        return arena.AsSpan(arenaLength, bytes);
    }

    /// <summary>Keeps what was written to the room reserved last.</summary>
    public Slice Commit(int bytes)
    {
        var slice = new Slice(arenaLength, bytes);
        arenaLength += bytes;
        return slice;
    }

    /// <summary>Adds a reading, to be filled in by the caller.</summary>
    public ref ParsedReading Add()
    {
        if (Count == items.Length)
        {
            Array.Resize(ref items, items.Length * 2);
        }

        ref var item = ref items[Count++];
        item = default;
        return ref item;
    }

    /// <summary>Notes a refused record.</summary>
    public void Refuse(string reason, int record, string detail) =>
        refused.Add(new PayloadRefusal(reason, refused.Count < DetailsMax ? detail : "", record));

    /// <summary>Takes back the readings after the first <paramref name="count"/>.</summary>
    public void CutTo(int count) => Count = Math.Min(Count, count);

    /// <summary>Takes back the refusals after the first <paramref name="count"/>.</summary>
    public void CutRefusalsTo(int count) => refused.RemoveRange(count, refused.Count - count);

    /// <summary>Copies a reading, with its names and text, from another payload.</summary>
    public void Copy(PayloadReadings from, in ParsedReading reading)
    {
        var twin = reading.Twin.IsEmpty ? default : Keep(from.Bytes(reading.Twin));
        var channel = Keep(from.Bytes(reading.Channel));
        var unit = reading.Unit.IsEmpty ? default : Keep(from.Bytes(reading.Unit));
        var text = reading.Text.IsEmpty ? default : Keep(from.Bytes(reading.Text));
        ref var copy = ref Add();
        copy = reading;
        copy.Twin = twin;
        copy.Channel = channel;
        copy.Unit = unit;
        copy.Text = text;
    }

    /// <summary>Forgets everything, keeps the memory.</summary>
    public void Clear()
    {
        Count = 0;
        arenaLength = 0;
        refused.Clear();
    }

    /// <summary>
    /// Forgets everything, and memory beyond what a large message needs: one huge message must not be remembered for ever.
    /// </summary>
    public void ClearAndTrim()
    {
        Clear();
        if (arena.Length > KeptBytes)
        {
            arena = new byte[FirstBytes];
        }

        if (items.Length > KeptItems)
        {
            items = new ParsedReading[FirstItems];
        }

        refused.Capacity = Math.Min(refused.Capacity, DetailsMax);
    }
}

