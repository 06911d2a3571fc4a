using CityActors.Domain.Derivations.Sums;

namespace CityActors.Domain.Derivations.Gathering;

/// <summary>
/// What a twin contributed to a term last. Only a channel's newest reading can be corrected, so this is all that has to be kept to
/// replace it exactly; what the twin contributed to the same pane before is settled.
/// </summary>
internal struct SourceCell
{
    /// <summary>When the newest reading of the term was observed; <see cref="long.MinValue"/>: none was seen.</summary>
    public long AtMs;

    /// <summary>Whether that reading counts.</summary>
    public bool Counts;

    /// <summary>Its value.</summary>
    public double Value;

    /// <summary>Its weight; NaN where the term has none.</summary>
    public double Weight;

    /// <summary>End of the pane that it is in.</summary>
    public long PaneMs;

    /// <summary>Smallest, largest, first and last of the twin's earlier readings in that pane; kept only where a term needs them.</summary>
    public Extremes Settled;

    /// <summary>Values and weights that wait for each other; null when none ever did.</summary>
    public PendingHalves? Pending;

    /// <summary>A cell that has seen nothing.</summary>
    public static SourceCell Nothing => new() { AtMs = long.MinValue, PaneMs = long.MinValue };
}
