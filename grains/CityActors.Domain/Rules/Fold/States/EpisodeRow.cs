using System.Runtime.InteropServices;
using CityActors.Domain.Rows;

namespace CityActors.Domain.Rules.Fold.States;

/// <summary>A rule that is broken for a twin, or was a moment ago. Its layout is part of the snapshot format.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct EpisodeRow : IReusedRow
{
    /// <summary>When the phase began, by the readings' time, Unix milliseconds.</summary>
    public long SinceMs;

    /// <summary>Time of the newest reading that was judged.</summary>
    public long JudgedMs;

    /// <summary>When that reading arrived.</summary>
    public long JudgedArrivedMs;

    /// <summary>Record of the change that raised it; 0 before.</summary>
    public long EpisodeSequence;

    /// <summary>Index of that change.</summary>
    public int EpisodeIndex;

    /// <summary>Number of the rule + 1; 0 of a free row.</summary>
    public int RulePlusOne;

    /// <summary>Handle of the twin.</summary>
    public int Twin;

    /// <summary>Handle of the channel that the rule is about.</summary>
    public int Channel;

    /// <summary>Place of the twin's next row; -1 at the end.</summary>
    public int Next;

    /// <summary>How often it was raised; 0 before.</summary>
    public int Count;

    /// <summary>Where it stands.</summary>
    public EpisodePhase Phase;

    /// <inheritdoc/>
    public readonly bool IsFree => RulePlusOne == 0;

    /// <summary>Number of the rule.</summary>
    public readonly int Rule => RulePlusOne - 1;

    /// <summary>Whether the rule is broken now.</summary>
    public readonly bool IsBroken => Phase is EpisodePhase.Pending or EpisodePhase.Raised or EpisodePhase.BrokenAgain;

    /// <summary>Whether time alone can move it on.</summary>
    public readonly bool IsTimed => !IsFree && Phase != EpisodePhase.Raised;
}

/// <summary>Where an episode stands. Numbers are part of the snapshot format.</summary>
internal enum EpisodePhase
{
    /// <summary>Broken, but not for long enough.</summary>
    Pending = 1,

    /// <summary>The alert stands.</summary>
    Raised = 2,

    /// <summary>Normal again, but not for long enough.</summary>
    Returned = 3,

    /// <summary>Broken again after it had returned, but not for long enough.</summary>
    BrokenAgain = 4,
}
