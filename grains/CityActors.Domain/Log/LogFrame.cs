namespace CityActors.Domain.Log;

/// <summary>
/// A run of records of one partition, written together by one tenant and actor and received at one moment.
/// It is what the city log stores, and what the fold takes.
/// </summary>
public sealed class LogFrame
{
    /// <summary>Log generation.</summary>
    public required int Generation { get; init; }

    /// <summary>Partition, from 0.</summary>
    public required int Partition { get; init; }

    /// <summary>Sequence of the first record; the following ones count on.</summary>
    public required long FirstSequence { get; init; }

    /// <summary>Number of records, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>When the gateway received the records, Unix milliseconds.</summary>
    public required long ArrivedAtMs { get; init; }

    /// <summary>Whose city the records belong to.</summary>
    public required string Tenant { get; init; }

    /// <summary>Who or what wrote them: the source of the readings in the frame.</summary>
    public required string Actor { get; init; }

    /// <summary>The records, encoded by <see cref="RecordWriter"/>.</summary>
    public required ReadOnlyMemory<byte> Records { get; init; }

    /// <summary>Sequence of the last record.</summary>
    public long LastSequence => FirstSequence + Count - 1;
}
