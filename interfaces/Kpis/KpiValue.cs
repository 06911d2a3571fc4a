using CityActors.Log;

namespace CityActors.Kpis;

/// <summary>
/// The value of one KPI of one zone over one window, as its newest revision says. It has no value (grey) when too few of its sources
/// contributed; a value is then missing, never wrong.
/// </summary>
/// <param name="Kpi">Id of the KPI.</param>
/// <param name="Zone">URN of the zone; <see cref="City"/> for the city as a whole.</param>
/// <param name="Twin">URN of the derived twin whose channel <c>value</c> carries it.</param>
/// <param name="Value">The value in the unit of the definition; null: grey.</param>
/// <param name="Unit">Unit of the version of the definition that it was made by, as <c>km/h</c> or <c>%</c>.</param>
/// <param name="WindowStart">Start of the window, UTC, exclusive: an interval is reported when it is over.</param>
/// <param name="WindowEnd">End of the window, UTC, inclusive.</param>
/// <param name="Revision">From 1; a backlog or a correction makes a new revision of a closed window. 0 while it is open.</param>
/// <param name="IsFinal">False while the window is still open: its running value.</param>
/// <param name="Members">Sources that belong to it.</param>
/// <param name="Contributing">Sources whose readings are in the value.</param>
/// <param name="Stale">Sources that are silent for longer than the definition allows.</param>
/// <param name="Late">Readings that came too late to change it.</param>
/// <param name="DefinitionVersion">Version of the definition that it was made by.</param>
/// <param name="Band">How it stands against the bands of that version.</param>
/// <param name="Target">Target of that version; null when it has none.</param>
/// <param name="SaidAt">When the revision was said, arrival time, UTC.</param>
/// <param name="Position">The log record it was said at.</param>
[GenerateSerializer, Immutable, Alias("city.KpiValue")]
public sealed record KpiValue(
    [property: Id(0)] string Kpi,
    [property: Id(1)] string Zone,
    [property: Id(2)] string Twin,
    [property: Id(3)] double? Value,
    [property: Id(4)] string Unit,
    [property: Id(5)] DateTimeOffset WindowStart,
    [property: Id(6)] DateTimeOffset WindowEnd,
    [property: Id(7)] int Revision,
    [property: Id(8)] bool IsFinal,
    [property: Id(9)] long Members,
    [property: Id(10)] long Contributing,
    [property: Id(11)] long Stale,
    [property: Id(12)] long Late,
    [property: Id(13)] int DefinitionVersion,
    [property: Id(14)] KpiBand Band,
    [property: Id(15)] double? Target,
    [property: Id(16)] DateTimeOffset SaidAt,
    [property: Id(17)] LogPosition Position)
{
    /// <summary>The zone that stands for the city as a whole.</summary>
    public const string City = "urn:ngsi-ld:City:city";

    /// <summary>Type of the derived twins that carry values.</summary>
    public const string TwinType = "KeyPerformanceIndicator";

    /// <summary>Channel that carries the value.</summary>
    public const string Channel = "value";

    /// <summary>Share of its sources that contributed, 0-1; 0 when it has none.</summary>
    public double Share => Members > 0 ? (double)Contributing / Members : 0;
}
