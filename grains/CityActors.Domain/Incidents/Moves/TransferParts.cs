using System.Collections.Immutable;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents.Moves;

/// <summary>
/// Cuts what goes over into parts that fit into an event. The first part says whose timeline goes over, each has a name of its own and
/// is taken by itself.
/// </summary>
internal static class TransferParts
{
    private const int LinksMax = 100;
    private const int FilesMax = 50;

    /// <summary>The parts of a transfer; itself when it is small.</summary>
    public static IEnumerable<IncidentTransfer> Of(IncidentTransfer whole)
    {
        for (var part = 0; part == 0 || HasMore(whole, part); part++)
        {
            var opening = whole.Opening with
            {
                Alerts = Cut(whole.Opening.Alerts, part, LinksMax), Twins = Cut(whole.Opening.Twins, part, LinksMax),
                Kpis = Cut(whole.Opening.Kpis, part, LinksMax),
            };
            yield return whole with
            {
                Id = part == 0 ? whole.Id : $"{whole.Id}.{part}", Version = part == 0 ? whole.Version : 0, Opening = opening,
                People = Cut(whole.People, part, FilesMax), Attachments = Cut(whole.Attachments, part, FilesMax),
                Work = Cut(whole.Work, part, LinksMax), News = Cut(whole.News, part, LinksMax),
            };
        }
    }

    private static bool HasMore(IncidentTransfer whole, int part)
    {
        var (links, files) = (part * LinksMax, part * FilesMax);
        return whole.Opening.Alerts.Length > links || whole.Opening.Twins.Length > links || whole.Opening.Kpis.Length > links
            || whole.Work.Length > links || whole.News.Length > links || whole.People.Length > files || whole.Attachments.Length > files;
    }

    private static ImmutableArray<T> Cut<T>(ImmutableArray<T> items, int part, int most) => [.. items.Skip(part * most).Take(most)];
}
