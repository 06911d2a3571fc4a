using System.Collections.Immutable;
using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Grains.Definitions;

namespace CityActors.Grains.Tests.Memory;

/// <summary>Versions of definitions in memory: enough of a search for tests of desk and doors.</summary>
public sealed class MemoryDefinitions(int partitions, Pulse pulse) : IDefinitionStore
{
    private readonly Lock gate = new();
    private readonly long[] watermarks = [.. Enumerable.Repeat(-1L, partitions)];
    private readonly SortedDictionary<(DefinitionKind Kind, string Id, int Version), DefinitionEntry> entries = new(new ByIdOrder());

    /// <summary>Entries that Import brought.</summary>
    public int Imported { get; private set; }

    public ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Volatile.Read(ref watermarks[partition]));

    public Task Apply(
        int partition, IReadOnlyList<DefinitionEntry> added, long upTo, CancellationToken cancellationToken = default) => Do(() =>
    {
        foreach (var entry in added.Where(entry => entry.Position.Sequence > watermarks[partition]))
        {
            entries[(entry.Picture.Kind, entry.Picture.Id, entry.Picture.Version)] = entry;
        }

        watermarks[partition] = Math.Max(watermarks[partition], upTo);
        return true;
    });

    public Task Import(IReadOnlyList<DefinitionEntry> added, CancellationToken cancellationToken = default) => Do(() =>
    {
        Imported += added.Count;
        foreach (var entry in added)
        {
            entries.TryAdd((entry.Picture.Kind, entry.Picture.Id, entry.Picture.Version), entry);
        }

        return true;
    });

    public Task Reset(CancellationToken cancellationToken = default) => Do(() =>
    {
        entries.Clear();
        Array.Fill(watermarks, -1);
        return true;
    });

    public Task<Definition?> Get(DefinitionKind kind, string id, int? version, CancellationToken cancellationToken = default) => Do(() =>
        entries.Values.Where(entry => entry.Picture.Kind == kind && entry.Picture.Id == id)
            .Where(entry => version is null || entry.Picture.Version == version).Select(Read).LastOrDefault());

    public Task<DefinitionPage> Find(
        DefinitionKind kind, DefinitionQuery query, CancellationToken cancellationToken = default) => Do(() =>
    {
        var newest = entries.Values.Where(entry => entry.Picture.Kind == kind).GroupBy(static entry => entry.Picture.Id)
            .Select(static versions => Read(versions.Last()))
            .Where(one => query.State is null ? one.State != DefinitionState.Retired : one.State == query.State).ToList();
        var page = newest.Where(one => string.CompareOrdinal(one.Id, query.After ?? "") > 0).Take(query.Most + 1).ToImmutableArray();
        return page.Length > query.Most
            ? new DefinitionPage(page[..query.Most], page[query.Most - 1].Id, newest.Count)
            : new DefinitionPage(page, null, newest.Count);
    });

    public Task<ImmutableArray<Definition>> Versions(
        DefinitionKind kind, string id, int? before, int most, CancellationToken cancellationToken = default) =>
        Do<ImmutableArray<Definition>>(() =>
        [
            .. entries.Values.Where(entry => entry.Picture.Kind == kind && entry.Picture.Id == id)
                .Where(entry => before is null || entry.Picture.Version < before).Reverse().Take(most).Select(Read),
        ]);

    public Task<int> Count(CancellationToken cancellationToken = default) =>
        Do(() => entries.Keys.Select(static key => (key.Kind, key.Id)).Distinct().Count());

    private static Definition Read(DefinitionEntry entry)
    {
        var (picture, head) = (entry.Picture, DefinitionHead.Of(entry.Picture.Json));
        return new Definition(
            picture.Id, head.Name ?? new LocalText(picture.Id, null), head.State, picture.Json,
            new DefinitionStamp(picture.Version, picture.Actor, DateTimeOffset.FromUnixTimeMilliseconds(picture.AtMs), picture.Why),
            entry.Position);
    }

    private Task<T> Do<T>(Func<T> work)
    {
        T answer;
        lock (gate)
        {
            answer = work();
        }

        pulse.Beat();
        return Task.FromResult(answer);
    }

    private sealed class ByIdOrder : IComparer<(DefinitionKind Kind, string Id, int Version)>
    {
        public int Compare((DefinitionKind Kind, string Id, int Version) x, (DefinitionKind Kind, string Id, int Version) y) =>
            x.Kind != y.Kind ? x.Kind.CompareTo(y.Kind)
            : string.CompareOrdinal(x.Id, y.Id) is var order and not 0 ? order
            : x.Version.CompareTo(y.Version);
    }
}
