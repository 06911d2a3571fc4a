using CityActors.Cases;

namespace CityActors.Alerts;

/// <summary>What the fold says of an episode.</summary>
public enum AlertReportKind
{
    /// <summary>The first breach.</summary>
    Raised = 1,

    /// <summary>Another breach in the episode.</summary>
    Repeated = 2,

    /// <summary>It is normal again.</summary>
    Returned = 3,

    /// <summary>It stayed normal: the episode is over.</summary>
    Cleared = 4,
}

/// <summary>One thing that the fold said of an episode.</summary>
/// <param name="Kind">What.</param>
/// <param name="Sequence">Log record that caused it, in the partition of the episode.</param>
/// <param name="Index">Number among the changes of that record.</param>
/// <param name="ArrivedAt">When the record arrived, UTC.</param>
/// <param name="ObservedAt">Device time, UTC.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="RuleVersion">Its version.</param>
/// <param name="Family">Its family.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Twin">URN of the twin.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Zone">URN of its zone; null outside every zone.</param>
/// <param name="Longitude">WGS 84 degrees; null when the twin has no place.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Value">The value, as text; null when there is none.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Count">Breaches in the episode so far.</param>
[GenerateSerializer, Immutable, Alias("city.AlertReport")]
public sealed record AlertReport(
    [property: Id(0)] AlertReportKind Kind,
    [property: Id(1)] long Sequence,
    [property: Id(2)] int Index,
    [property: Id(3)] DateTimeOffset ArrivedAt,
    [property: Id(4)] DateTimeOffset ObservedAt,
    [property: Id(5)] string Rule,
    [property: Id(6)] int RuleVersion,
    [property: Id(7)] string Family,
    [property: Id(8)] Severity Severity,
    [property: Id(9)] string Twin,
    [property: Id(10)] string Channel,
    [property: Id(11)] string? Zone,
    [property: Id(12)] double? Longitude,
    [property: Id(13)] double? Latitude,
    [property: Id(14)] string? Value,
    [property: Id(15)] string? Unit,
    [property: Id(16)] int Count);
