using System.Collections.Immutable;
using CityActors.Grains.Quarantine;
using CityActors.Quarantine;

namespace CityActors.Grains.Tests.Memory;

/// <summary>A quarantine in memory.</summary>
public sealed class MemoryQuarantine(int partitions, Pulse pulse) : IQuarantineStore, IQuarantineFeed
{
    private readonly Lock gate = new();
    private readonly long[] watermarks = [.. Enumerable.Repeat(-1L, partitions)];
    private readonly Dictionary<string, QuarantineEntry> entries = [];

    /// <summary>What feeding again answers: null accepts.</summary>
    public Func<QuarantineEntry, string?> Verdict { get; set; } = static _ => null;

    public Task<int> Keep(ImmutableArray<QuarantineEntry> kept, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            foreach (var entry in kept)
            {
                entries.TryAdd(entry.Id, entry);
            }
        }

        pulse.Beat();
        return Task.FromResult(0);
    }

    public Task<QuarantinePage> List(string? source, string? before, int most, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var found = entries.Values.Where(entry => source is null || entry.Source == source)
                .OrderByDescending(static entry => entry.ArrivedAt).Take(most).ToArray();
            return Task.FromResult(new QuarantinePage([.. found], null, found.Length));
        }
    }

    public Task<ImmutableArray<QuarantineEntry>> Get(ImmutableArray<string> ids, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return Task.FromResult<ImmutableArray<QuarantineEntry>>(
                [.. ids.Distinct().Select(id => entries.GetValueOrDefault(id)).OfType<QuarantineEntry>()]);
        }
    }

    public Task<int> Remove(ImmutableArray<string> ids, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return Task.FromResult(ids.Count(entries.Remove));
        }
    }

    public ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Volatile.Read(ref watermarks[partition]));

    public async Task<int> Follow(
        int partition, ImmutableArray<QuarantineEntry> kept, long upTo, CancellationToken cancellationToken = default)
    {
        if (upTo > watermarks[partition])
        {
            await Keep(kept, cancellationToken);
            watermarks[partition] = upTo;
            pulse.Beat();
        }

        return 0;
    }

    public Task<string?> Feed(QuarantineEntry entry, CancellationToken cancellationToken = default) => Task.FromResult(Verdict(entry));

    /// <summary>The entries as they stand.</summary>
    public IReadOnlyList<QuarantineEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Values];
            }
        }
    }
}
