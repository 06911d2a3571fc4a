using System.Collections.Immutable;
using CityActors.Map;
using CityActors.Twins;

namespace CityActors.Web.Map.Live;

/// <summary>The twins a map shows, and what a change means for it.</summary>
internal sealed class ShownTwins(int pointsMax, int freshMax)
{
    private readonly Dictionary<string, MapPoint> shown = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => shown.Count;

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<MapPoint> All => shown.Values;

    /// <summary>Starts over with what was read.</summary>
    public void Replace(ImmutableArray<MapPoint> points)
    {
        shown.Clear();
        foreach (var point in points)
        {
            shown[point.Id] = point;
        }
    }

    /// <summary>Turns changes into what is to be drawn. A change older than what was read says nothing new.</summary>
    public MapBatch Fold(IEnumerable<TwinChange> changes, MapLook look)
    {
        var placed = new List<object?[]>();
        var gone = new List<string>();
        var fresh = new List<string>();
        foreach (var change in changes)
        {
            var isKnown = shown.TryGetValue(change.Twin, out var before);
            if (isKnown && change.ArrivedAt < before.ChangedAt)
            {
                continue;
            }

            if (!IsShown(change, look))
            {
                if (shown.Remove(change.Twin))
                {
                    gone.Add(change.Twin);
                }

                continue;
            }

            if (!isKnown && shown.Count >= pointsMax)
            {
                continue;
            }

            shown[change.Twin] = new MapPoint(
                change.Twin, TwinId.TypeOf(change.Twin), change.Longitude, change.Latitude, before.Name, change.ArrivedAt);
            if (!isKnown || before.Longitude != change.Longitude || before.Latitude != change.Latitude)
            {
                placed.Add([change.Twin, change.Longitude, change.Latitude, before.Name]);
            }

            if (change.Kind == TwinChangeKind.Channel && fresh.Count < freshMax)
            {
                fresh.Add(change.Twin);
            }
        }

        return new MapBatch(placed, gone, fresh);
    }

    private static bool IsShown(TwinChange change, MapLook look) =>
        change.Kind is not (TwinChangeKind.Deleted or TwinChangeKind.Expired)
        && look.Holds(change.Longitude, change.Latitude)
        && look.Types.Contains(TwinId.TypeOf(change.Twin));
}
