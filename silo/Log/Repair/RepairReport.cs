using CityActors.Silo.Log.Recovery;

namespace CityActors.Silo.Log.Repair;

/// <summary>What a repair did with one range of sequences that could not be read.</summary>
/// <param name="Range">The sequences.</param>
/// <param name="Fate">What became of them.</param>
/// <param name="Restored">Records of it that the change log still told.</param>
public sealed record RepairedRange(LogLoss Range, RangeFate Fate, int Restored);

/// <summary>What became of a range that could not be read.</summary>
public enum RangeFate
{
    /// <summary>A snapshot holds what followed from it: live state lacks nothing.</summary>
    InSnapshot,

    /// <summary>The change log told what had followed from it: registrations and readings were written anew.</summary>
    Restored,

    /// <summary>Nobody knows what it said.</summary>
    Lost,
}

/// <summary>What a repair found and did.</summary>
public sealed class RepairReport
{
    /// <summary>Where the damaged log is kept; null when nothing was damaged and nothing was done.</summary>
    public string? Kept { get; internal set; }

    /// <summary>Ranges of files that cannot be read, for people.</summary>
    public IReadOnlyList<string> Damages { get; internal set; } = [];

    /// <summary>Sequences that lay in them.</summary>
    public List<RepairedRange> Ranges { get; } = [];

    /// <summary>
    /// Sequences that are whole but were not taken over: they follow on lost registrations, so that their handles may mean other twins.
    /// </summary>
    public Dictionary<int, (long From, long To)> SetAside { get; } = [];

    /// <summary>
    /// Partitions of which nothing follows on the damage: what they were told last may be lost, and they go on
    /// <see cref="LogRepair.Margin"/> sequences further.
    /// </summary>
    public List<int> EndsLost { get; } = [];

    /// <summary>Whole frames that were copied.</summary>
    public long Frames { get; internal set; }
}
