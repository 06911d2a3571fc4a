using CityActors.Cases;
using CityActors.Domain.Alerts.Correlation;
using CityActors.Domain.Cases;
using CityActors.Grains.Cases;

namespace CityActors.Grains.Alerts.Correlation;

/// <summary>How links of alerts to incidents stand in the store of cases: each event is the whole link.</summary>
internal static class LinkIndex
{
    /// <summary>By what links are found.</summary>
    public static CaseIndex Index { get; } = new(
        CaseKinds.Link,
        1,
        "raisedAt",
        [
            new("raisedAt", CaseColumnKind.Number), new("correlator", CaseColumnKind.Text), new("family", CaseColumnKind.Text),
            new("incident", CaseColumnKind.Text), new("twin", CaseColumnKind.Text), new("isStanding", CaseColumnKind.Number),
            new("pointsAt", CaseColumnKind.Set),
        ],
        static events => Row(CaseJson.Read<AlertLink>(events[^1].Body)));

    /// <summary>What lists know of a link.</summary>
    public static CaseRow Row(AlertLink link) => CaseRow.Of(CaseJson.Write(link))
        .With("raisedAt", link.RaisedAt)
        .With("correlator", link.Correlator)
        .With("family", link.Family)
        .With("incident", link.Incident)
        .With("twin", link.Twin)
        .With("isStanding", link.IsStanding ? 1 : 0)
        .WithAll("pointsAt", link.PointsAt);

    /// <summary>The link of a row.</summary>
    public static AlertLink Link(CaseFound row) => CaseJson.Read<AlertLink>(row.Summary);
}
