using CityActors.Grains.Loops;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Twins;

/// <summary>Keeps every shard awake: at the start, and again and again, so that none sleeps while the city is awake.</summary>
internal sealed partial class ShardKeeper(
    ShardGrains shards, ShardDirectory directory, ShardProgress progress, IOptions<ShardOptions> options, TimeProvider time,
    ILogger<ShardKeeper> logger)
    : ICityLoop
{
    /// <inheritdoc/>
    public string Name => "shard-keeper";

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        CityMeters.ShowFoldLag(() => progress.WorstLagMs(time.GetUtcNow().ToUnixTimeMilliseconds()) / 1000.0);
        using var timer = new PeriodicTimer(options.Value.KeepAwakeEvery, time);
        do
        {
            await Task.WhenAll(shards.All.Select((_, partition) => Wake(partition, cancellationToken)));
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task Wake(int partition, CancellationToken cancellationToken)
    {
        if (directory.IsAwake(partition))
        {
            return;
        }

        try
        {
            await shards.All[partition].Wake().WaitAsync(cancellationToken);
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            CityMeters.LoopFailed(Name);
            LogFailed(logger, wrong, partition);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Partition {Partition} could not be woken; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception wrong, int partition);
}
