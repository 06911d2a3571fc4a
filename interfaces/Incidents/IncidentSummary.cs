using CityActors.Cases;

namespace CityActors.Incidents;

/// <summary>What a list shows of an incident.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Number of its newest move.</param>
/// <param name="Position">Position of that in the case store.</param>
/// <param name="Phase">How far it is.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">In a line.</param>
/// <param name="Family">Family of rules or kind of incident.</param>
/// <param name="Zone">URN of its zone; null when it has none.</param>
/// <param name="Longitude">WGS 84 degrees; null when the place is not known.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Owner">Who answers for it; null when nobody does.</param>
/// <param name="Alerts">Number of linked alerts.</param>
/// <param name="Uncleared">How many of them are not cleared.</param>
/// <param name="Twins">Number of twins that it is about.</param>
/// <param name="MergedInto">Incident that it was merged into; null when it stands for itself.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="ChangedAt">UTC, of the newest move.</param>
/// <param name="ChangedBy">Who made that.</param>
[GenerateSerializer, Immutable, Alias("city.IncidentSummary")]
public sealed record IncidentSummary(
    [property: Id(0)] string Id,
    [property: Id(1)] long Version,
    [property: Id(2)] long Position,
    [property: Id(3)] IncidentPhase Phase,
    [property: Id(4)] Severity Severity,
    [property: Id(5)] string Title,
    [property: Id(6)] string Family,
    [property: Id(7)] string? Zone,
    [property: Id(8)] double? Longitude,
    [property: Id(9)] double? Latitude,
    [property: Id(10)] string? Owner,
    [property: Id(11)] int Alerts,
    [property: Id(12)] int Uncleared,
    [property: Id(13)] int Twins,
    [property: Id(14)] string? MergedInto,
    [property: Id(15)] DateTimeOffset OpenedAt,
    [property: Id(16)] DateTimeOffset ChangedAt,
    [property: Id(17)] string ChangedBy);
