using System.Collections.Immutable;
using CityActors.Grains.Loops;
using CityActors.Grains.Twins;
using CityActors.Grains.Twins.Writing;
using CityActors.Quarantine;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Grains.Quarantine;

/// <summary>
/// The quarantine as people and doors see it. Calls take turns, so that an entry is not fed again twice at the same time.
/// </summary>
internal sealed class QuarantineGrain(IQuarantineStore store, IServiceProvider services) : Grain, IQuarantineGrain
{
    private const int EntriesMax = 1_000;
    private const int PayloadBytesMax = 64 * 1024;

    /// <inheritdoc/>
    public async Task Keep(ImmutableArray<QuarantineEntry> entries)
    {
        TwinRules.CheckCount(entries, EntriesMax, "entries");
        CityMeters.QuarantineOverflow.Add(await store.Keep([.. entries.Select(Cut)]));
        foreach (var entry in entries)
        {
            CityMeters.Quarantined.Add(1, new KeyValuePair<string, object?>("reason", entry.Reason));
        }
    }

    /// <inheritdoc/>
    public Task<QuarantinePage> List(string? source, string? before, int most)
    {
        Most.Check(most, EntriesMax);
        return store.List(source, before, most);
    }

    /// <inheritdoc/>
    public async Task<QuarantineReplay> Replay(ImmutableArray<string> ids)
    {
        TwinRules.CheckCount(ids, EntriesMax, "ids");
        var feed = services.GetService<IQuarantineFeed>()
            ?? throw new InvalidOperationException("This silo takes no readings in: nothing can be fed again here.");
        var entries = await store.Get(ids);
        var (accepted, refused) = (0, 0);
        foreach (var entry in entries)
        {
            if (await feed.Feed(entry) is not { } reason)
            {
                // Accepted and durable first, then gone: a crash in between feeds it twice, and the fold takes a reading once.
                await store.Remove([entry.Id]);
                accepted++;
                continue;
            }

            await store.Remove([entry.Id]);
            await store.Keep([entry with { Detail = reason }]);
            refused++;
        }

        return new QuarantineReplay(accepted, refused, ids.Distinct().Count() - entries.Length);
    }

    /// <inheritdoc/>
    public Task<int> Discard(ImmutableArray<string> ids)
    {
        TwinRules.CheckCount(ids, EntriesMax, "ids");
        return store.Remove(ids);
    }

    /// <summary>A payload longer than is kept is cut.</summary>
    internal static QuarantineEntry Cut(QuarantineEntry entry) => entry.Payload.IsDefault
        ? entry with { Payload = [] }
        : entry.Payload.Length <= PayloadBytesMax ? entry : entry with { Payload = entry.Payload[..PayloadBytesMax] };
}
