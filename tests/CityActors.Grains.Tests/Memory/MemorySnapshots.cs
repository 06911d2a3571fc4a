using CityActors.Domain.Snapshots;
using CityActors.Grains.Snapshots;

namespace CityActors.Grains.Tests.Memory;

/// <summary>Snapshots in memory: the pages of captures on top of each other, and the epoch that may publish.</summary>
public sealed class MemorySnapshots(int partitions, Pulse pulse) : ISnapshotStore
{
    private readonly Lock gate = new();
    private readonly List<SnapshotCapture> published = [];
    private readonly long[] epochs = new long[partitions];
    private readonly SnapshotCapture?[] newest = new SnapshotCapture?[partitions];

    /// <summary>Set to make every load fail.</summary>
    public bool IsCorrupt { get; set; }

    /// <summary>Published captures, in order, as they stand.</summary>
    public IReadOnlyList<SnapshotCapture> Published
    {
        get
        {
            lock (gate)
            {
                return [.. published];
            }
        }
    }

    /// <summary>How many of the next publications fail.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>How often a publication was refused because of its epoch.</summary>
    public int Refused { get; private set; }

    public Task<long> TakeEpoch(int partition, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return Task.FromResult(++epochs[partition]);
        }
    }

    public Task<SnapshotCapture?> Load(int partition, CancellationToken cancellationToken = default) =>
        IsCorrupt && newest[partition] is not null
        ? Task.FromException<SnapshotCapture?>(new InvalidDataException("page 3 of section 1 has another hash"))
        : Task.FromResult(newest[partition]);

    public Task<bool> Publish(long epoch, SnapshotCapture capture, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (FailuresLeft > 0)
            {
                FailuresLeft--;
                throw new IOException("The snapshot store fails on purpose.");
            }

            if (epoch != epochs[capture.Partition])
            {
                Refused++;
                pulse.Beat();
                return Task.FromResult(false);
            }

            newest[capture.Partition] = Join(capture);
            published.Add(capture);
        }

        pulse.Beat();
        return Task.FromResult(true);
    }

    public Task<long> OldestKept(int partition, CancellationToken cancellationToken = default) =>
        Task.FromResult(newest[partition]?.Sequence ?? -1);

    /// <summary>Newest published sequence; -1 when there is none.</summary>
    public long Newest(int partition) => newest[partition]?.Sequence ?? -1;

    /// <summary>Forgets every snapshot.</summary>
    public void Clear() => Array.Clear(newest);

    private SnapshotCapture Join(SnapshotCapture capture)
    {
        var pages = new SortedDictionary<(int, int), SnapshotPage>();
        foreach (var page in capture.Full ? [] : newest[capture.Partition]?.Pages ?? throw new InvalidDataException("Nothing to build on."))
        {
            pages[(page.Section, page.Index)] = page;
        }

        foreach (var page in capture.Pages)
        {
            pages[(page.Section, page.Index)] = page;
        }

        return new SnapshotCapture
        {
            Generation = capture.Generation,
            Partition = capture.Partition,
            Sequence = capture.Sequence,
            FoldVersion = capture.FoldVersion,
            StateHash = capture.StateHash,
            Full = true,
            PageCounts = capture.PageCounts,
            Pages = [.. pages.Values],
        };
    }
}
