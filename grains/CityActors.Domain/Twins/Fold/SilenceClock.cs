namespace CityActors.Domain.Twins.Fold;

/// <summary>
/// Says which twins may have fallen silent. A twin that expires stands in the queue once while it is live; readings do not touch
/// the queue, they only make the moment come later when it is asked. Derived from the rows, so it is rebuilt and not pictured.
/// </summary>
internal sealed class SilenceClock
{
    private readonly PriorityQueue<int, long> queue = new();
    private readonly List<int> due = [];

    /// <summary>Now, by the newest tick, Unix milliseconds.</summary>
    public long NowMs { get; set; }

    /// <summary>End of the newest gap in which the city was down: what was silent before could not be heard until then.</summary>
    public long ListeningSinceMs { get; set; }

    /// <summary>A twin with a time to live is live.</summary>
    public void Watch(int twin, in TwinRow row) => queue.Enqueue(twin, DueAt(row));

    /// <summary>
    /// Twins whose silence has lasted too long by now, in the order of handles: the order must not depend on the queue's past.
    /// </summary>
    public IReadOnlyList<int> TakeDue(Rows.PagedRows<TwinRow> twins)
    {
        due.Clear();
        while (queue.TryPeek(out var twin, out var at) && at <= NowMs)
        {
            queue.Dequeue();
            ref readonly var row = ref twins[twin];
            if (!row.Live || row.ExpiresAfterSeconds == 0)
            {
                continue;
            }

            var later = DueAt(row);
            if (later <= NowMs)
            {
                due.Add(twin);
            }
            else
            {
                queue.Enqueue(twin, later);
            }
        }

        // A twin whose time to live was changed stands in the queue twice.
        due.Sort();
        for (var i = due.Count - 1; i > 0; i--)
        {
            if (due[i] == due[i - 1])
            {
                due.RemoveAt(i);
            }
        }

        return due;
    }

    private long DueAt(in TwinRow row) => Math.Max(row.ChangedAtMs, ListeningSinceMs) + (row.ExpiresAfterSeconds * 1000L);
}
