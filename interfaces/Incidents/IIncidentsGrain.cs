using System.Collections.Immutable;
using CityActors.Cases;

namespace CityActors.Incidents;

/// <summary>
/// The incidents of the city, searched and counted by tables that stand where the case store stands. Keyed by 0; stateless.
/// </summary>
[Alias("city.IIncidentsGrain")]
public interface IIncidentsGrain : IGrainWithIntegerKey
{
    /// <summary>A page, newest opened first.</summary>
    [Alias("List")]
    Task<IncidentPage> List(IncidentQuery query);

    /// <summary>How many there are, by phase and severity, of those that the query names.</summary>
    [Alias("Count")]
    Task<ImmutableArray<IncidentCount>> Count(IncidentQuery query);
}

/// <summary>What to look for. Parts that are null or empty do not restrict.</summary>
/// <param name="Phases">Any of these.</param>
/// <param name="Severities">Any of these.</param>
/// <param name="Owner">Exactly this owner; empty text: those that nobody owns.</param>
/// <param name="Zone">URN of the zone.</param>
/// <param name="Family">Family.</param>
/// <param name="Alert">Episode of a linked alert.</param>
/// <param name="Twin">URN of a twin that it is about.</param>
/// <param name="OpenedFrom">Opened then or later, UTC.</param>
/// <param name="OpenedTo">Opened before, UTC.</param>
/// <param name="Text">Words in title or description, with or without diacritics.</param>
/// <param name="After">Where the page goes on, as the last page said.</param>
/// <param name="Most">1-500.</param>
/// <param name="AtLeast">Position of the case store that must be in the answer; null: as it stands.</param>
[GenerateSerializer, Immutable, Alias("city.IncidentQuery")]
public sealed record IncidentQuery(
    [property: Id(0)] ImmutableArray<IncidentPhase> Phases,
    [property: Id(1)] ImmutableArray<Severity> Severities,
    [property: Id(2)] string? Owner,
    [property: Id(3)] string? Zone,
    [property: Id(4)] string? Family,
    [property: Id(5)] string? Alert,
    [property: Id(6)] string? Twin,
    [property: Id(7)] DateTimeOffset? OpenedFrom,
    [property: Id(8)] DateTimeOffset? OpenedTo,
    [property: Id(9)] string? Text,
    [property: Id(10)] string? After,
    [property: Id(11)] int Most,
    [property: Id(12)] long? AtLeast)
{
    /// <summary>All of them, a hundred a page.</summary>
    public static IncidentQuery All { get; } = new([], [], null, null, null, null, null, null, null, null, null, 100, null);
}

/// <summary>A page of incidents.</summary>
/// <param name="Incidents">Newest opened first.</param>
/// <param name="Next">Hand in as <see cref="IncidentQuery.After"/>; null: that was the last.</param>
/// <param name="Total">How many match in all.</param>
/// <param name="Position">Position of the case store that the page was read at.</param>
[GenerateSerializer, Immutable, Alias("city.IncidentPage")]
public sealed record IncidentPage(
    [property: Id(0)] ImmutableArray<IncidentSummary> Incidents,
    [property: Id(1)] string? Next,
    [property: Id(2)] long Total,
    [property: Id(3)] long Position);

/// <summary>How many incidents there are of a phase and severity.</summary>
[GenerateSerializer, Immutable, Alias("city.IncidentCount")]
public readonly record struct IncidentCount(
    [property: Id(0)] IncidentPhase Phase, [property: Id(1)] Severity Severity, [property: Id(2)] long Count);
