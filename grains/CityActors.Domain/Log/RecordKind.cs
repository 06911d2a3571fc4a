namespace CityActors.Domain.Log;

/// <summary>What a log record says. Numbers are part of the data format: never changed, never reused.</summary>
public enum RecordKind : byte
{
    /// <summary>A value of a channel.</summary>
    Reading = 1,

    /// <summary>A twin or channels of it become known; handles are assigned by the fold in order.</summary>
    Register = 2,

    /// <summary>Attributes and relations of a twin are set or removed.</summary>
    Describe = 3,

    /// <summary>A twin is deleted.</summary>
    Delete = 4,

    /// <summary>A zone, for all partitions.</summary>
    Zone = 5,

    /// <summary>A road segment's line, for all partitions.</summary>
    Road = 6,

    /// <summary>Time passed: what silence means is decided here, by arrival time.</summary>
    Tick = 7,

    /// <summary>The record at a position is not folded: it made the fold throw.</summary>
    Skip = 8,

    /// <summary>The city itself was down: clocks of silence restart.</summary>
    Gap = 9,

    /// <summary>A source declares itself, e.g. a replay with its epoch.</summary>
    Source = 10,

    /// <summary>From here on records are folded by this version of the fold.</summary>
    FoldVersion = 11,

    /// <summary>A version of a definition (rule, derivation, reference table…), for all partitions.</summary>
    Define = 12,

    /// <summary>What a partition contributes to a derived twin; for the partition that owns the twin.</summary>
    Partial = 13,

    /// <summary>A twin is to do something.</summary>
    Command = 14,

    /// <summary>What became of a command, said by its device, its delivery or its author.</summary>
    CommandOutcome = 15,
}
