using System.Collections.Immutable;

namespace CityActors.Cases;

/// <summary>One move of an alert, an incident or a work order: who, when, what, why.</summary>
/// <param name="Version">Number of the move, from 1.</param>
/// <param name="Position">Its position in the case store.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who or what.</param>
/// <param name="Kind">What, a word: <c>opened</c>, <c>acknowledged</c>, <c>noted</c>… (kebab case; screens have texts for them).</param>
/// <param name="Reason">Why; null when nothing was said.</param>
/// <param name="Text">What was written or is to be read beside the kind: a note, a title, a resolution; null when there is none.</param>
/// <param name="Details">What else belongs to it, by name: <c>severity</c>, <c>owner</c>, <c>alerts</c>, <c>into</c>, <c>from</c>…</param>
[GenerateSerializer, Immutable, Alias("city.TimelineEntry")]
public sealed record TimelineEntry(
    [property: Id(0)] long Version,
    [property: Id(1)] long Position,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Actor,
    [property: Id(4)] string Kind,
    [property: Id(5)] string? Reason,
    [property: Id(6)] string? Text,
    [property: Id(7)] ImmutableSortedDictionary<string, string> Details);

/// <summary>Part of a timeline, oldest first.</summary>
/// <param name="Entries">The moves.</param>
/// <param name="Next">Hand in as <c>after</c> for the next page; null on the last.</param>
[GenerateSerializer, Immutable, Alias("city.TimelinePage")]
public sealed record TimelinePage([property: Id(0)] ImmutableArray<TimelineEntry> Entries, [property: Id(1)] long? Next);
