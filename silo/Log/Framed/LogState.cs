using System.Buffers.Binary;

namespace CityActors.Silo.Log.Framed;

/// <summary>Where a log stands after its last frame: what the next frame must follow on.</summary>
internal sealed class LogState
{
    /// <summary>Not known: whatever comes next is taken.</summary>
    public const long Any = -1;

    private LogState(long ordinal, long tail, long[] next, long[] origin)
    {
        Ordinal = ordinal;
        Tail = tail;
        Next = next;
        Origin = origin;
    }

    /// <summary>Ordinal of the next frame; <see cref="Any"/> when not known.</summary>
    public long Ordinal { get; set; }

    /// <summary>Address after the last frame.</summary>
    public long Tail { get; set; }

    /// <summary>Next sequence of each partition; <see cref="Any"/> when it is empty and may begin anywhere.</summary>
    public long[] Next { get; }

    /// <summary>First sequence that each partition ever had; <see cref="Any"/> when not known.</summary>
    public long[] Origin { get; }

    /// <summary>Bytes of <see cref="Encode"/>.</summary>
    public int EncodedBytes => sizeof(int) + (Next.Length * 2 * sizeof(long));

    /// <summary>A log without frames, whose partitions begin at <paramref name="first"/>.</summary>
    public static LogState Empty(int partitions, long first, long tail) =>
        new(0, tail, Filled(partitions, first), Filled(partitions, first));

    /// <summary>A log of which nothing is known yet.</summary>
    public static LogState Unknown(int partitions, long tail) =>
        new(Any, tail, Filled(partitions, Any), Filled(partitions, Any));

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <returns>Null when it is not the state of a log of so many partitions.</returns>
    public static LogState? Decode(ReadOnlySpan<byte> body, int partitions, long ordinal, long tail)
    {
        var state = Unknown(partitions, tail);
        if (body.Length < state.EncodedBytes || BinaryPrimitives.ReadInt32LittleEndian(body) != partitions)
        {
            return null;
        }

        state.Ordinal = ordinal;
        for (var partition = 0; partition < partitions; partition++)
        {
            var at = body[(sizeof(int) + (partition * 2 * sizeof(long)))..];
            state.Next[partition] = BinaryPrimitives.ReadInt64LittleEndian(at);
            state.Origin[partition] = BinaryPrimitives.ReadInt64LittleEndian(at[sizeof(long)..]);
        }

        return state;
    }

    /// <summary>The partitions as the body of a checkpoint frame.</summary>
    public byte[] Encode()
    {
        var body = new byte[EncodedBytes];
        BinaryPrimitives.WriteInt32LittleEndian(body, Next.Length);
        for (var partition = 0; partition < Next.Length; partition++)
        {
            var at = body.AsSpan(sizeof(int) + (partition * 2 * sizeof(long)));
            BinaryPrimitives.WriteInt64LittleEndian(at, Next[partition]);
            BinaryPrimitives.WriteInt64LittleEndian(at[sizeof(long)..], Origin[partition]);
        }

        return body;
    }

    /// <summary>A frame of a partition follows.</summary>
    public void Follow(int partition, long first, long last)
    {
        if (Origin[partition] == Any)
        {
            Origin[partition] = first;
        }

        Next[partition] = last + 1;
    }

    /// <summary>A copy of its own.</summary>
    public LogState Clone() => new(Ordinal, Tail, (long[])Next.Clone(), (long[])Origin.Clone());

    private static long[] Filled(int partitions, long value)
    {
        var numbers = new long[partitions];
        Array.Fill(numbers, value);
        return numbers;
    }
}
