using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Files;

namespace CityActors.Incidents;

/// <summary>An incident as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Number of its newest move, from 1.</param>
/// <param name="Position">Position of that in the case store.</param>
/// <param name="Phase">How far it is.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">In a line.</param>
/// <param name="Description">More of it; null when there is none.</param>
/// <param name="Family">Family of rules or kind of incident.</param>
/// <param name="Cause">What it was opened for.</param>
/// <param name="Zone">URN of its zone; null when it has none.</param>
/// <param name="Longitude">WGS 84 degrees; null when the place is not known.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Owner">Who answers for it; null when nobody does.</param>
/// <param name="People">Who else has to do with it.</param>
/// <param name="Alerts">Linked alerts, by episode.</param>
/// <param name="Twins">Twins that it is about: those linked by hand and those of its alerts.</param>
/// <param name="Kpis">KPI definitions that it is about.</param>
/// <param name="Attachments">Attached files.</param>
/// <param name="WorkOrders">Work orders made from it.</param>
/// <param name="MergedInto">Incident that it was merged into; null when it stands for itself.</param>
/// <param name="Merged">Incidents that were merged into it: their timelines belong to it up to the version given.</param>
/// <param name="SplitFrom">Incident that it was split off; null when it was not.</param>
/// <param name="Resolution">How it was resolved; null as long as it is not.</param>
/// <param name="Reopened">How often it was reopened.</param>
/// <param name="IsCleared">Whether it has alerts and all of them are cleared.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="ChangedAt">UTC, of the newest move.</param>
/// <param name="ChangedBy">Who made that.</param>
/// <param name="AcknowledgedAt">UTC, of the first acknowledgement since it was (re)opened.</param>
/// <param name="ResolvedAt">UTC, null while it is not resolved.</param>
/// <param name="ClosedAt">UTC, null while it is not closed.</param>
/// <param name="Allowed">Names of the moves of its phase that are allowed now.</param>
[GenerateSerializer, Immutable, Alias("city.IncidentState")]
public sealed record IncidentState(
    [property: Id(0)] string Id,
    [property: Id(1)] long Version,
    [property: Id(2)] long Position,
    [property: Id(3)] IncidentPhase Phase,
    [property: Id(4)] Severity Severity,
    [property: Id(5)] string Title,
    [property: Id(6)] string? Description,
    [property: Id(7)] string Family,
    [property: Id(8)] string Cause,
    [property: Id(9)] string? Zone,
    [property: Id(10)] double? Longitude,
    [property: Id(11)] double? Latitude,
    [property: Id(12)] string? Owner,
    [property: Id(13)] ImmutableArray<IncidentPerson> People,
    [property: Id(14)] ImmutableArray<IncidentAlert> Alerts,
    [property: Id(15)] ImmutableArray<string> Twins,
    [property: Id(16)] ImmutableArray<string> Kpis,
    [property: Id(17)] ImmutableArray<Attachment> Attachments,
    [property: Id(18)] ImmutableArray<IncidentWork> WorkOrders,
    [property: Id(19)] string? MergedInto,
    [property: Id(20)] ImmutableArray<IncidentReference> Merged,
    [property: Id(21)] IncidentReference? SplitFrom,
    [property: Id(22)] string? Resolution,
    [property: Id(23)] int Reopened,
    [property: Id(24)] bool IsCleared,
    [property: Id(25)] DateTimeOffset OpenedAt,
    [property: Id(26)] DateTimeOffset ChangedAt,
    [property: Id(27)] string ChangedBy,
    [property: Id(28)] DateTimeOffset? AcknowledgedAt,
    [property: Id(29)] DateTimeOffset? ResolvedAt,
    [property: Id(30)] DateTimeOffset? ClosedAt,
    [property: Id(31)] ImmutableArray<string> Allowed);

/// <summary>A place in the timeline of another incident.</summary>
/// <param name="Incident">Its id.</param>
/// <param name="Version">Newest version that is meant.</param>
[GenerateSerializer, Immutable, Alias("city.IncidentReference")]
public sealed record IncidentReference([property: Id(0)] string Incident, [property: Id(1)] long Version);

/// <summary>A work order of an incident.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Phase">How far it is, as the incident was told last: the word of the API.</param>
/// <param name="Version">Version of the work order then: what is older is not told over it.</param>
[GenerateSerializer, Immutable, Alias("city.IncidentWork")]
public sealed record IncidentWork([property: Id(0)] string Id, [property: Id(1)] string Phase, [property: Id(2)] long Version);
