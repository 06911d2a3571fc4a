using System.Collections.Immutable;
using CityActors.Domain.Log;
using CityActors.Grains.Cases;
using CityActors.Grains.Changes;
using CityActors.Grains.Clock;
using CityActors.Grains.Commands;
using CityActors.Grains.Commands.Delivery;
using CityActors.Grains.Definitions;
using CityActors.Grains.Files;
using CityActors.Grains.History;
using CityActors.Grains.Kpis;
using CityActors.Grains.Log;
using CityActors.Grains.Quarantine;
using CityActors.Grains.Registry;
using CityActors.Grains.Snapshots;
using CityActors.Grains.Tests.Memory;
using CityActors.Grains.Tests.Memory.Files;
using CityActors.Grains.Twins;
using CityActors.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace CityActors.Grains.Tests;

/// <summary>
/// A city on an in-process silo with ports in memory that outlive the silo: it can be stopped, killed and started again. The clock
/// is off unless asked for: tests append the ticks they mean.
/// </summary>
public sealed class TestCity : IAsyncDisposable
{
    /// <summary>Number of partitions.</summary>
    public const int Partitions = 4;

    private InProcessTestCluster? cluster;

    /// <summary>A city that has not started yet.</summary>
    public TestCity()
    {
        Pulse = new Pulse();
        Log = new MemoryCityLog(Partitions, Pulse);
        ChangeLog = new MemoryChangeLog(Partitions, Pulse);
        Snapshots = new MemorySnapshots(Partitions, Pulse);
        History = new MemoryHistory(Partitions, Pulse);
        Registry = new MemoryRegistry(Partitions, Pulse);
        Quarantine = new MemoryQuarantine(Partitions, Pulse);
        Cases = new MemoryCases(Pulse);
        Kpis = new MemoryKpis(Partitions, Pulse);
        Definitions = new MemoryDefinitions(Partitions, Pulse);
        Commands = new MemoryCommands(Partitions, Pulse);
        Line = new MemoryLine(Pulse);
    }

    public Pulse Pulse { get; }

    public MemoryCityLog Log { get; }

    public MemoryChangeLog ChangeLog { get; }

    public MemorySnapshots Snapshots { get; }

    public MemoryHistory History { get; }

    public MemoryRegistry Registry { get; }

    public MemoryQuarantine Quarantine { get; }

    public MemoryCases Cases { get; }

    public MemoryFiles Files { get; } = new();

    /// <summary>The projection of KPIs of the next start.</summary>
    public MemoryKpis Kpis { get; set; }

    public MemoryDefinitions Definitions { get; }

    public MemoryCommands Commands { get; }

    public MemoryLine Line { get; }

    /// <summary>Changes the options of the next start.</summary>
    public Action<ShardOptions> Shards { get; set; } = static _ => { };

    /// <summary>Changes the options of the next start.</summary>
    public Action<ClockOptions> Clock { get; set; } = static options => options.IsEnabled = false;

    /// <summary>Adds to the silo of the next start, after everything else.</summary>
    public Action<ISiloBuilder> Silo { get; set; } = static _ => { };

    public IGrainFactory Grains => cluster!.Client;

    /// <summary>Services of the silo.</summary>
    public IServiceProvider Services => cluster!.GetSiloServiceProvider();

    /// <summary>A city that is awake.</summary>
    public static async Task<TestCity> Awake(Action<TestCity>? prepare = null)
    {
        var city = new TestCity();
        prepare?.Invoke(city);
        await city.Start();
        return city;
    }

    /// <summary>Starts a silo on what the ports hold.</summary>
    public async Task Start()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<ICityLog>(Log).AddSingleton<IChangeLog>(ChangeLog).AddSingleton<ISnapshotStore>(Snapshots)
                .AddSingleton<IHistory>(History).AddSingleton<ITwinRegistry>(Registry)
                .AddSingleton<IQuarantineStore>(Quarantine).AddSingleton<IQuarantineFeed>(Quarantine)
                .AddSingleton<IKpiStore>(Kpis).AddSingleton<IDefinitionStore>(Definitions)
                .AddSingleton<ICommandStore>(Commands).AddSingleton<ICommandLine>(Line)
                .AddSingleton<ICaseStore>(from => Cases.With(from.GetServices<CaseIndex>())).AddSingleton<IFileStore>(Files);
            silo.AddCityGrains(
                options =>
                {
                    options.KeepAwakeEvery = TimeSpan.FromMilliseconds(100);
                    options.RetryAfter = options.RetryAfterMax = TimeSpan.FromMilliseconds(20);
                    Shards(options);
                },
                static options =>
                {
                    options.HistoryDelay = options.ProjectionDelay = TimeSpan.FromMilliseconds(5);
                    options.IdleDelay = options.RetryAfter = options.RetryAfterMax = TimeSpan.FromMilliseconds(20);
                },
                Clock);
            Silo(silo);
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    /// <summary>Stops the silo in order.</summary>
    public async Task Stop()
    {
        await cluster!.StopAllSilosAsync();
        await cluster.DisposeAsync();
        cluster = null;
    }

    /// <summary>Ends the silo as abruptly as an in-process one can be, and loses what was not flushed.</summary>
    public async Task Kill()
    {
        await cluster!.KillSiloAsync(cluster.Silos[0]);
        await cluster.DisposeAsync();
        cluster = null;
        ChangeLog.LoseUnflushed();
    }

    /// <summary>The shard of a partition.</summary>
    public ITwinShardGrain Shard(int partition) => Grains.GetGrain<ITwinShardGrain>(partition);

    /// <summary>The shard that owns a twin.</summary>
    public ITwinShardGrain ShardOf(string id) => Shard(TwinId.PartitionOf(id, Partitions));

    /// <summary>The door to any twin.</summary>
    public IEntityGrain Entity(string id) => Grains.GetGrain<IEntityGrain>(id);

    /// <summary>Address of a channel, registered when it is not known.</summary>
    public async Task<ChannelAddress> Address(string twin, string channel) =>
        (await ShardOf(twin).Resolve([new ChannelName(twin, channel, null)], register: true))[0];

    /// <summary>Appends a reading as a gateway does.</summary>
    public Task<LogPosition> Send(ChannelAddress address, TwinValue value, long observedAtMs, long? arrivedAtMs = null) =>
        Append(address.Partition, arrivedAtMs ?? observedAtMs, writer => writer.Reading(address.Handle, value, observedAtMs, 0), "gateway");

    /// <summary>Appends records to one partition.</summary>
    public async Task<LogPosition> Append(int partition, long arrivedAtMs, Action<RecordWriter> write, string actor = "test")
    {
        var writer = new RecordWriter();
        write(writer);
        var position = (await Log.Append([new LogEntry(partition, "default", actor, arrivedAtMs, writer.Count, writer.Written)]))[0];
        return position with { Sequence = position.Sequence + writer.Count - 1 };
    }

    /// <summary>Ends when a position is folded.</summary>
    public Task Folded(LogPosition position) => Shard(position.Partition).Read([], position.Sequence);

    /// <summary>How every shard stands once all of the log is folded.</summary>
    public async Task<ShardStatus[]> Statuses()
    {
        var statuses = new ShardStatus[Partitions];
        for (var partition = 0; partition < Partitions; partition++)
        {
            await Shard(partition).Read([], Log.Committed(partition));
            statuses[partition] = await Shard(partition).Wake();
        }

        return statuses;
    }

    /// <summary>A definition with attributes.</summary>
    public static TwinDefinition Define(string id, params (string Name, string Json)[] attributes) => TwinDefinition.Bare(id) with
    {
        Attributes = attributes.ToImmutableSortedDictionary(static pair => pair.Name, static pair => pair.Json),
    };

    /// <summary>Another id at each call.</summary>
    public static string NewId(string type) => $"urn:ngsi-ld:{type}:{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
        {
            await Stop();
        }
    }
}
