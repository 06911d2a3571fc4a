using CityActors.Domain.Log;
using CityActors.Grains.Log;

namespace CityActors.Grains.Twins.Writing;

/// <summary>
/// Records on their way into the log, cut into entries that the log takes. Records go together in one flush, however many entries
/// they need.
/// </summary>
internal sealed class RecordBatch
{
    /// <summary>Most bytes of one log entry.</summary>
    public const int EntryBytesMax = 1 << 20;

    private readonly List<(int Start, int Length, int Count)> entries = [];
    private int start;
    private int countBefore;

    /// <summary>Where records are written; call <see cref="EndRecord"/> after each.</summary>
    public RecordWriter Writer { get; } = new();

    /// <summary>Whether there is nothing to append.</summary>
    public bool IsEmpty => Writer.Count == 0;

    /// <summary>Ends a record; a record that would make its entry too large begins a new one.</summary>
    /// <param name="recordStart">Length of the writer before the record.</param>
    /// <param name="what">What the record is about, for the refusal.</param>
    /// <exception cref="ArgumentException">The record alone is too large for the log.</exception>
    public void EndRecord(int recordStart, string what)
    {
        if (Writer.Length - recordStart > EntryBytesMax)
        {
            throw new ArgumentException(
                $"Expected at most {EntryBytesMax} bytes for '{what}', got {Writer.Length - recordStart}.");
        }

        if (Writer.Length - start > EntryBytesMax)
        {
            Cut(recordStart, Writer.Count - 1);
        }
    }

    /// <summary>The entries for a partition.</summary>
    public void AddTo(List<LogEntry> all, int partition, string tenant, string actor, long nowMs)
    {
        var last = (Start: start, Length: Writer.Length - start, Count: Writer.Count - countBefore);
        foreach (var (from, length, count) in last.Count > 0 ? entries.Append(last) : entries)
        {
            all.Add(new LogEntry(partition, tenant, actor, nowMs, count, Writer.Written.Slice(from, length)));
        }
    }

    private void Cut(int end, int count)
    {
        entries.Add((start, end - start, count - countBefore));
        start = end;
        countBefore = count;
    }
}
