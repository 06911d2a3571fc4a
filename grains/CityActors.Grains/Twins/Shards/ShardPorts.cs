using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Snapshots;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Twins.Shards;

/// <summary>Everything a shard reaches beyond itself; one for all shards of a process.</summary>
internal sealed class ShardPorts(
    ICityLog log,
    IChangeLog changes,
    ISnapshotStore snapshots,
    ShardProgress progress,
    ShardDirectory directory,
    IOptions<ShardOptions> options,
    TimeProvider time,
    ILoggerFactory loggers)
{
    public ICityLog Log => log;

    public IChangeLog Changes => changes;

    public ISnapshotStore Snapshots => snapshots;

    public ShardProgress Progress => progress;

    public ShardDirectory Directory => directory;

    public ShardOptions Options { get; } = options.Value;

    public TimeProvider Time => time;

    public ILogger Logger { get; } = loggers.CreateLogger("CityActors.Shard");

    public long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();
}
