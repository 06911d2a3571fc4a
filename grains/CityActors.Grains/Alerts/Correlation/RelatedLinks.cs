using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts.Correlation;
using CityActors.Grains.Cases;
using CityActors.Twins;

namespace CityActors.Grains.Alerts.Correlation;

/// <summary>
/// Standing alerts of a family that a batch's alerts are related to: of twins that theirs point at, and of twins that point at theirs.
/// </summary>
internal sealed class RelatedLinks
{
    private const int LinksMax = 1_000;
    private readonly ImmutableArray<string> relations;
    private readonly Dictionary<string, ImmutableArray<string>> pointsAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> incidentOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> incidentBelow = new(StringComparer.Ordinal);

    private RelatedLinks(ImmutableArray<string> relations) => this.relations = relations;

    /// <summary>Looks up the relations of twins and the links of those that they are related to.</summary>
    public static async Task<RelatedLinks> Find(
        IReadOnlyCollection<AlertState> alerts, ImmutableArray<string> relations, IGrainFactory grains, ICaseStore store)
    {
        var related = new RelatedLinks(relations);
        if (alerts.Count == 0 || relations.IsEmpty)
        {
            return related;
        }

        var twins = alerts.Select(static alert => alert.Twin).Where(TwinId.IsValid).Distinct(StringComparer.Ordinal).ToImmutableArray();
        foreach (var twin in await grains.GetGrain<ITwinsGrain>(0).Read(twins, []))
        {
            related.Know(twin);
        }

        CaseFilter[] standing = [CaseFilter.Any("family", alerts.First().Family), CaseFilter.Any("isStanding", 1L)];
        var above = related.pointsAt.Values.SelectMany(static each => each).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var by in (CaseFilter[])[CaseFilter.Any("twin", above), CaseFilter.Any("pointsAt", twins)])
        {
            if (!by.Texts.IsEmpty)
            {
                var page = await store.Find(new CaseQuery(CaseKinds.Link, [.. standing, by], null, LinksMax));
                foreach (var row in page.Rows.Reverse())
                {
                    related.Add(LinkIndex.Link(row));
                }
            }
        }

        return related;
    }

    /// <summary>Twins that a twin points at with a relation that folds.</summary>
    public ImmutableArray<string> PointsAt(string twin) => pointsAt.GetValueOrDefault(twin, []);

    /// <summary>Incidents of alerts that an alert is related to.</summary>
    public IEnumerable<string> Of(string twin) => PointsAt(twin).Select(above => incidentOf.GetValueOrDefault(above))
        .Append(incidentBelow.GetValueOrDefault(twin)).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>A link that counts from now on.</summary>
    public void Add(AlertLink link)
    {
        incidentOf[link.Twin] = link.Incident;
        foreach (var above in link.PointsAt)
        {
            incidentBelow[above] = link.Incident;
        }
    }

    private void Know(TwinState? twin)
    {
        if (twin is not null)
        {
            pointsAt[twin.Id] =
            [
                .. twin.Relations.Where(relation => relations.Contains(relation.Name))
                    .Select(static relation => relation.Object).Distinct(StringComparer.Ordinal),
            ];
        }
    }
}
