using System.Collections.Immutable;
using System.Globalization;
using Orleans.Streams;

namespace CityActors.Streams;

/// <summary>
/// How far a subscriber has come in a stream of the city: a mark (<see cref="ChangeMark"/>) for every partition of the log.
/// <c>SubscribeAsync(observer, token)</c> and <c>ResumeAsync(observer, token)</c> go on <em>after</em> it: the next event is the first
/// one that had not been given when the event of this token was. Tokens compare by the number of records dealt with, so that of two
/// tokens of one subscription the later one is the greater.
/// </summary>
[GenerateSerializer, Immutable, Alias("city.ChangeToken")]
public sealed class ChangeToken : StreamSequenceToken
{
    // The marks are shared by all events that were read together; only the partition of the event itself is ahead of them.
    [Id(1)]
    private readonly ImmutableArray<long> marks;

    [Id(2)]
    private readonly int partition;

    [Id(3)]
    private readonly long mark;

    /// <summary>A token.</summary>
    /// <param name="generation">Log generation.</param>
    /// <param name="marks">A mark for every partition, at least one.</param>
    /// <param name="partition">The partition that is further than its entry in <paramref name="marks"/>.</param>
    /// <param name="mark">How far that one is.</param>
    public ChangeToken(int generation, ImmutableArray<long> marks, int partition, long mark)
    {
        ArgumentOutOfRangeException.ThrowIfZero(marks.Length, nameof(marks));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)partition, (uint)marks.Length, nameof(partition));
        Generation = generation;
        this.marks = marks;
        this.partition = partition;
        this.mark = mark;
    }

    /// <summary>A token that stands at the marks themselves.</summary>
    public ChangeToken(int generation, ImmutableArray<long> marks)
        : this(generation, marks, 0, marks[0])
    {
    }

    /// <summary>Log generation; positions of different generations cannot be compared.</summary>
    [Id(0)]
    public int Generation { get; }

    /// <summary>Number of partitions of the log.</summary>
    public int Partitions => marks.Length;

    /// <summary>Records dealt with in all partitions together.</summary>
    public override long SequenceNumber
    {
        get
        {
            var records = 0L;
            for (var each = 0; each < marks.Length; each++)
            {
                records += ChangeMark.NextSequence(MarkOf(each));
            }

            return records;
        }

        protected set => throw new NotSupportedException("A token of the city is made whole.");
    }

    /// <summary>Changes dealt with of the records that are only dealt with in part.</summary>
    public override int EventIndex
    {
        get
        {
            var changes = 0;
            for (var each = 0; each < marks.Length; each++)
            {
                changes += ChangeMark.NextIndex(MarkOf(each));
            }

            return changes;
        }

        protected set => throw new NotSupportedException("A token of the city is made whole.");
    }

    /// <summary>How far a partition is.</summary>
    public long MarkOf(int each) => each == partition ? mark : marks[each];

    /// <summary>How far every partition is.</summary>
    public ImmutableArray<long> Marks => marks[partition] == mark ? marks : marks.SetItem(partition, mark);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <returns>False when the text is not a token.</returns>
    public static bool TryParse(string? text, out ChangeToken? token)
    {
        token = null;
        var parts = (text ?? "").Split(';');
        if (parts.Length is < 2 or > 4097 || !TryNumber(parts[0], out var generation) || generation > int.MaxValue)
        {
            return false;
        }

        var read = ImmutableArray.CreateBuilder<long>(parts.Length - 1);
        foreach (var part in parts.AsSpan(1))
        {
            var dot = part.IndexOf('.', StringComparison.Ordinal);
            long index = 0;
            if (!TryNumber(dot < 0 ? part : part[..dot], out var sequence) || sequence > long.MaxValue >> 20
                || (dot >= 0 && (!TryNumber(part[(dot + 1)..], out index) || index >> 20 != 0)))
            {
                return false;
            }

            read.Add((sequence << 20) + index);
        }

        token = new ChangeToken((int)generation, read.MoveToImmutable());
        return true;
    }

    /// <summary>
    /// Generation, then for every partition the next record (and, if some of its changes are dealt with, how many), e.g.
    /// <c>1;120044;97.2;0</c>.
    /// </summary>
    public override string ToString() =>
        Generation.ToString(CultureInfo.InvariantCulture) + ";" + string.Join(';', Marks.Select(each =>
            ChangeMark.NextIndex(each) is var index and > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{ChangeMark.NextSequence(each)}.{index}")
                : ChangeMark.NextSequence(each).ToString(CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public override bool Equals(StreamSequenceToken? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is ChangeToken token && token.Generation == Generation && token.Partitions == Partitions && Compare(token) == 0;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Generation, SequenceNumber, EventIndex);

    /// <inheritdoc/>
    public override int CompareTo(StreamSequenceToken? other) => other switch
    {
        null => 1,
        ChangeToken token when token.Generation == Generation && token.Partitions == Partitions => Compare(token),
        ChangeToken token => (Generation, Partitions).CompareTo((token.Generation, token.Partitions)),
        _ => throw new ArgumentException($"Expected a {nameof(ChangeToken)}, got a {other.GetType().Name}.", nameof(other)),
    };

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private int Compare(ChangeToken other)
    {
        var whole = (SequenceNumber, EventIndex).CompareTo((other.SequenceNumber, other.EventIndex));
        for (var each = 0; whole == 0 && each < marks.Length; each++)
        {
            whole = MarkOf(each).CompareTo(other.MarkOf(each));
        }

        return whole;
    }
}
