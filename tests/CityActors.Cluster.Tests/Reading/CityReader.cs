using System.Collections.Immutable;
using CityActors.Cluster.Tests.Processes;
using CityActors.History;
using CityActors.Map;
using CityActors.Silo.Hosting;
using CityActors.Silo.Hosting.Settings;
using CityActors.Streams;
using CityActors.TestKit;
using CityActors.Twins;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace CityActors.Cluster.Tests.Reading;

/// <summary>A city in this process over a data folder, asked through the grains as console and API do.</summary>
internal sealed class CityReader : IAsyncDisposable
{
    private readonly City city;

    private CityReader(City city, int mqtt)
    {
        this.city = city;
        Mqtt = mqtt;
    }

    /// <summary>Port of its MQTT server.</summary>
    public int Mqtt { get; }

    /// <summary>For asking anything else.</summary>
    public IClusterClient Grains => city.Services.GetRequiredService<IClusterClient>();

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => city.Services;

    /// <summary>Starts it; all shards have caught up when it returns.</summary>
    public static async Task<CityReader> Open(DataFolder data, params string[] arguments)
    {
        var (http, mqtt) = Ports.Two();
        string[] places = ["--data", data.Path, "--http", $"127.0.0.1:{http}", "--mqtt", $"127.0.0.1:{mqtt}", "--City:Seeds=false"];
        var city = await CityHost.Build(CityCommand.Parse([.. places, "--Logging:LogLevel:Default=Error", .. arguments]));
        var reader = new CityReader(city, mqtt);
        try
        {
            await city.Start().Within("the start of a city in this process");
            foreach (var shard in reader.Shards())
            {
                await Waiting.For(
                    "a shard that has caught up", async () => await shard.Wake() is { CaughtUp: true } status ? status : null);
            }

            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>Shards of the city.</summary>
    public IEnumerable<ITwinShardGrain> Shards() => Enumerable
        .Range(0, city.Services.GetRequiredService<CityActors.Grains.Log.ICityLog>().Partitions)
        .Select(partition => Grains.GetGrain<ITwinShardGrain>(partition));

    /// <summary>A twin as it stands.</summary>
    public async Task<TwinState> Twin(string id)
    {
        var state = await Grains.GetGrain<IEntityGrain>(id).Read().Within($"the state of {id}");
        Assert.True(state is not null, $"{id} is not registered.");
        return state;
    }

    /// <summary>History of a channel, everything that is folded by now.</summary>
    public async Task<ImmutableArray<HistoryPoint>> History(TwinState twin, string channel, DateTimeOffset from, DateTimeOffset to)
    {
        var series = await Grains.GetGrain<IHistoryGrain>(0)
            .Query(new HistoryQuery(twin.Id, channel, from, to, null, Aggregate.None, Downsampling.None, 100_000, twin.Position))
            .Within($"history of {twin.Id} {channel}");
        Assert.False(series.Cut);
        return series.Points;
    }

    /// <summary>The changes of the twins of a cell from the beginning of the log, until one is met that says it is enough.</summary>
    public async Task<List<TwinChange>> Changes(long cell, Func<TwinChange, bool> isLast)
    {
        var witness = new StreamWitness(isLast);
        var beginning = new ChangeToken(1, [.. Shards().Select(static _ => ChangeMark.None)]);
        var handle = await Grains.GetStreamProvider(CityStreams.Provider).GetStream<TwinChange>(CityStreams.OfCell(cell))
            .SubscribeAsync(CityStreams.Once(witness, beginning), beginning);
        await witness.Done.Within($"the last change of the stream of cell {cell}; {witness.Seen.Count} came");
        await handle.UnsubscribeAsync();
        return witness.Seen;
    }

    /// <summary>
    /// All changes of twins without a place so far: up to the registrations of one new twin in each partition, which are left out.
    /// </summary>
    public async Task<List<TwinChange>> ChangesOfUnplaced()
    {
        var partitions = Shards().Count();
        var ends = Enumerable.Range(0, int.MaxValue).Select(static number => $"urn:ngsi-ld:EndOfTest:{number}")
            .DistinctBy(id => TwinId.PartitionOf(id, partitions)).Take(partitions).ToHashSet();
        foreach (var end in ends)
        {
            await Grains.GetGrain<IEntityGrain>(end).Describe(TwinDefinition.Bare(end));
        }

        var missing = ends.ToHashSet();
        var changes = await Changes(MapCell.Nowhere, change => missing.Remove(change.Twin) && missing.Count == 0);
        return [.. changes.Where(change => !ends.Contains(change.Twin))];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => city.DisposeAsync();
}
