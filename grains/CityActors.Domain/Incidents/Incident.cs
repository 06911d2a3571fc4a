using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Files;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents;

/// <summary>An incident as its events make it. Applying an event decides nothing and never fails.</summary>
public sealed record Incident
{
    /// <summary>News of alerts that are kept before these are linked; the first ones by episode go beyond that.</summary>
    public const int NewsMax = 256;

    public required string Id { get; init; }

    public required IncidentOpening Opening { get; init; }

    public long Version { get; init; }

    public long Position { get; init; }

    public IncidentPhase Phase { get; init; }

    public Severity Severity { get; init; }

    /// <summary>Whether somebody said how bad it is: alerts do not raise it any more.</summary>
    public bool IsGraded { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public string? Owner { get; init; }

    public ImmutableArray<IncidentPerson> People { get; init; } = [];

    public ImmutableSortedDictionary<string, IncidentAlert> Alerts { get; init; } = EmptyOf<IncidentAlert>();

    /// <summary>What was said of alerts that are not linked (yet).</summary>
    public ImmutableSortedDictionary<string, IncidentAlert> News { get; init; } = EmptyOf<IncidentAlert>();

    /// <summary>Twins that were linked by hand.</summary>
    public ImmutableSortedSet<string> Twins { get; init; } = EmptySet();

    public ImmutableSortedSet<string> Kpis { get; init; } = EmptySet();

    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    public ImmutableSortedDictionary<string, IncidentWork> Work { get; init; } = EmptyOf<IncidentWork>();

    public string? MergedInto { get; init; }

    public ImmutableArray<IncidentReference> Merged { get; init; } = [];

    public IncidentReference? SplitFrom { get; init; }

    /// <summary>Alerts that went over to another incident, and to which: news of them follows.</summary>
    public ImmutableSortedDictionary<string, string> Gone { get; init; } = EmptyOf<string>();

    /// <summary>Names of the transfers that were taken.</summary>
    public ImmutableSortedSet<string> Taken { get; init; } = EmptySet();

    public string? Resolution { get; init; }

    public int Reopened { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The newest move.</summary>
    public required TimelineEntry Last { get; init; }

    /// <summary>The move that brought it into its phase.</summary>
    public required TimelineEntry PhaseMove { get; init; }

    /// <summary>Whether it has alerts and all are cleared.</summary>
    public bool IsCleared => !Alerts.IsEmpty && Alerts.Values.All(static alert => alert.IsCleared);

    /// <summary>Twins that it is about: those linked by hand, and those of its alerts.</summary>
    public ImmutableSortedSet<string> AllTwins => Twins.Union(Alerts.Values.Select(static alert => alert.Twin).OfType<string>());

    internal static ImmutableSortedDictionary<string, T> EmptyOf<T>() =>
        ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);

    internal static ImmutableSortedSet<string> EmptySet() => ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
