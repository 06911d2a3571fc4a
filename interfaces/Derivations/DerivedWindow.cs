using System.Collections.Immutable;
using CityActors.Twins.Channels;

namespace CityActors.Derivations;

/// <summary>
/// A window of a derived twin: what follows from the readings of other twins over a time. A value is missing (grey) when too few twins
/// contributed; it is then not known, never wrong.
/// </summary>
/// <param name="Definition">Id of the derivation.</param>
/// <param name="Version">Version of the derivation that it was made by.</param>
/// <param name="Target">URN of the derived twin.</param>
/// <param name="Start">Start of the window, UTC, exclusive: an interval is reported when it is over.</param>
/// <param name="End">End of the window, UTC, inclusive.</param>
/// <param name="Revision">From 1 when the window closed; a backlog or a correction makes the next; 0 while it is open.</param>
/// <param name="IsFinal">False while the window is open: its running values.</param>
/// <param name="Members">Twins that belong to the derived twin.</param>
/// <param name="Contributing">Twins whose readings are in the values.</param>
/// <param name="Stale">Twins that are silent for longer than the definition allows.</param>
/// <param name="Late">Readings that came too late to change it.</param>
/// <param name="Values">A value for each output of the definition, in its order.</param>
[GenerateSerializer, Immutable, Alias("city.DerivedWindow")]
public sealed record DerivedWindow(
    [property: Id(0)] string Definition,
    [property: Id(1)] int Version,
    [property: Id(2)] string Target,
    [property: Id(3)] DateTimeOffset Start,
    [property: Id(4)] DateTimeOffset End,
    [property: Id(5)] int Revision,
    [property: Id(6)] bool IsFinal,
    [property: Id(7)] long Members,
    [property: Id(8)] long Contributing,
    [property: Id(9)] long Stale,
    [property: Id(10)] long Late,
    [property: Id(11)] ImmutableArray<DerivedOutput> Values)
{
    /// <summary>Share of the members that contribute, 0-1; 0 when there are none.</summary>
    public double Share => Members > 0 ? (double)Contributing / Members : 0;
}

/// <summary>A value of a window.</summary>
/// <param name="Channel">Channel of the derived twin.</param>
/// <param name="Value">The value; null: grey.</param>
[GenerateSerializer, Immutable, Alias("city.DerivedOutput")]
public readonly record struct DerivedOutput([property: Id(0)] string Channel, [property: Id(1)] TwinValue? Value);
