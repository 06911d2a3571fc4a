using CityActors.Silo.Log.Framed;

namespace CityActors.Silo.Log.Recovery;

/// <summary>What a survey of a log found.</summary>
internal sealed class SurveyResult
{
    /// <summary>Where the log stands after its last whole frame.</summary>
    public required LogState End { get; init; }

    /// <summary>Where it stood before the first damage; the same as <see cref="End"/> when there is none.</summary>
    public required LogState WholeUntil { get; init; }

    /// <summary>Ranges that cannot be read, in order.</summary>
    public required IReadOnlyList<LogDamage> Damages { get; init; }

    /// <summary>Sequences that lay in them, as far as later frames tell.</summary>
    public required IReadOnlyList<LogLoss> Losses { get; init; }

    /// <summary>Highest address that any frame says was acknowledged.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>Frames found, checkpoints included.</summary>
    public required long Frames { get; init; }

    /// <summary>Bytes behind the last whole frame that are not zero, or belong to frames after a damage.</summary>
    public required long EndOfFiles { get; init; }
}
