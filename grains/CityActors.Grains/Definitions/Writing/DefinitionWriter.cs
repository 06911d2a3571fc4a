using CityActors.Domain.Definitions;
using CityActors.Domain.Log;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Grains.Twins.Writing;
using CityActors.Identity;
using CityActors.Log;

namespace CityActors.Grains.Definitions.Writing;

/// <summary>Writes versions of definitions to every partition in one flush, and waits until all work by them.</summary>
internal sealed class DefinitionWriter(
    IDefinitionStore store, ICityLog log, ShardGrains shards, WatermarkWait wait, TimeProvider time)
{
    private readonly long[] known = new long[log.Partitions];
    private bool isUpToDate;

    /// <summary>Ends when the projection holds everything that was written before, by whomever.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public async Task Reached()
    {
        if (!isUpToDate)
        {
            for (var partition = 0; partition < log.Partitions; partition++)
            {
                known[partition] = log.Committed(partition);
            }
        }

        for (var partition = 0; partition < log.Partitions; partition++)
        {
            var owner = partition;
            await wait.Until(
                new LogPosition(log.Generation, partition, known[partition]), "definitions", () => store.Watermark(owner));
        }

        isUpToDate = true;
    }

    /// <summary>Writes versions; null instead of a definition retires.</summary>
    /// <returns>Position of each in the partition that owns its id.</returns>
    public async Task<LogPosition[]> Write(DefinitionKind kind, IReadOnlyList<(string Id, string? Json, string Why)> versions)
    {
        var batch = new RecordBatch();
        foreach (var (id, json, why) in versions)
        {
            var start = batch.Writer.Length;
            batch.Writer.Define(kind, id, json, why);
            batch.EndRecord(start, id);
        }

        var (tenant, actor, now) = (Caller.Tenant, Caller.Actor, time.GetUtcNow().ToUnixTimeMilliseconds());
        var entries = new List<LogEntry>();
        for (var partition = 0; partition < log.Partitions; partition++)
        {
            batch.AddTo(entries, partition, tenant, actor, now);
        }

        isUpToDate = false; // whatever becomes of this write: should it fail half-way, the next call looks anew
        var positions = await log.Append(entries);
        var (places, last) = Places(entries, positions, versions.Count);
        await Task.WhenAll(shards.All.Select((shard, partition) => shard.Read([], last[partition])));
        var owned = versions.Select((version, number) => places[shards.PartitionOf(version.Id)][number]).ToArray();
        foreach (var position in owned)
        {
            known[position.Partition] = Math.Max(known[position.Partition], position.Sequence);
            await wait.Until(position, "definitions", () => store.Watermark(position.Partition));
        }

        isUpToDate = true;
        return owned;
    }

    // The entries of a partition hold the same records in the same order, but other writers may have come in between them.
    private (LogPosition[][] Places, long[] Last) Places(List<LogEntry> entries, LogPosition[] positions, int count)
    {
        var places = Enumerable.Range(0, log.Partitions).Select(_ => new List<LogPosition>(count)).ToArray();
        for (var entry = 0; entry < entries.Count; entry++)
        {
            for (var each = 0; each < entries[entry].Count; each++)
            {
                places[entries[entry].Partition].Add(positions[entry] with { Sequence = positions[entry].Sequence + each });
            }
        }

        return ([.. places.Select(static list => list.ToArray())], [.. places.Select(static list => list[^1].Sequence)]);
    }
}
