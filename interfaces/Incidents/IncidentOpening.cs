using System.Collections.Immutable;
using CityActors.Cases;

namespace CityActors.Incidents;

/// <summary>What an incident is opened with.</summary>
/// <param name="Cause">What it is opened for, 1-512 characters: an episode, a correlation, <c>hand:{actor}:{key}</c>.</param>
/// <param name="Title">In a line, 1-200 characters, as people read it (Vietnamese first).</param>
/// <param name="Description">More of it, at most 10,000 characters.</param>
/// <param name="Family">Family of rules or kind of incident: <c>flood</c>, <c>traffic</c>…, at most 64 characters.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Zone">URN of the zone; null when it has none.</param>
/// <param name="Longitude">WGS 84 degrees; null when the place is not known.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Alerts">Alerts that it is opened for, at most 300.</param>
/// <param name="Twins">Twins that it is about, beside those of the alerts, at most 300.</param>
/// <param name="Kpis">KPI definitions that it is about, at most 200.</param>
[GenerateSerializer, Immutable, Alias("city.IncidentOpening")]
public sealed record IncidentOpening(
    [property: Id(0)] string Cause,
    [property: Id(1)] string Title,
    [property: Id(2)] string? Description,
    [property: Id(3)] string Family,
    [property: Id(4)] Severity Severity,
    [property: Id(5)] string? Zone,
    [property: Id(6)] double? Longitude,
    [property: Id(7)] double? Latitude,
    [property: Id(8)] ImmutableArray<IncidentAlert> Alerts,
    [property: Id(9)] ImmutableArray<string> Twins,
    [property: Id(10)] ImmutableArray<string> Kpis);

/// <summary>An alert that belongs to an incident.</summary>
/// <param name="Episode">The alert's episode id, 1-128 characters.</param>
/// <param name="Twin">URN of its twin; null when it has none.</param>
/// <param name="IsCleared">Whether it has been cleared.</param>
/// <param name="Severity">
/// How bad it is: the incident is as bad as the worst of its alerts until somebody grades it; null: not known.
/// </param>
[GenerateSerializer, Immutable, Alias("city.IncidentAlert")]
public sealed record IncidentAlert(
    [property: Id(0)] string Episode, [property: Id(1)] string? Twin, [property: Id(2)] bool IsCleared,
    [property: Id(3)] Severity? Severity = null);
