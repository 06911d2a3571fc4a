using CityActors.Map;
using CityActors.Twins;

namespace CityActors.Web.Map.Live;

/// <summary>
/// Changes that were heard and not drawn yet: the newest of each twin, at most <paramref name="most"/> twins. Written by stream
/// threads, emptied by the feed.
/// </summary>
internal sealed class PendingChanges(int most) : ICellListener
{
    private readonly Lock gate = new();
    private Dictionary<string, TwinChange> changes = new(StringComparer.Ordinal);
    private bool isLost;
    private long dropped;

    /// <summary>Changes that found no room.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <inheritdoc/>
    public void Hear(TwinChange change)
    {
        lock (gate)
        {
            if (changes.Count >= most && !changes.ContainsKey(change.Twin))
            {
                dropped++;
                isLost = true;
                return;
            }

            changes[change.Twin] = Newer(change);
        }
    }

    /// <inheritdoc/>
    public void Lose()
    {
        lock (gate)
        {
            isLost = true;
        }
    }

    /// <summary>Takes what there is.</summary>
    /// <param name="wasLost">Whether changes are missing among them.</param>
    public Dictionary<string, TwinChange> Take(out bool wasLost)
    {
        lock (gate)
        {
            (wasLost, isLost) = (isLost, false);
            var taken = changes;
            if (taken.Count > 0)
            {
                changes = new Dictionary<string, TwinChange>(StringComparer.Ordinal);
            }

            return taken;
        }
    }

    // A twin that goes from one cell to another is told in both, by two subscriptions: the later record wins.
    private TwinChange Newer(TwinChange change) =>
        changes.TryGetValue(change.Twin, out var before)
        && (before.Position.Sequence, before.Index).CompareTo((change.Position.Sequence, change.Index)) > 0
            ? before
            : change;
}
