using CityActors.Domain.Twins;
using CityActors.Grains.Loops;
using CityActors.Log;
using CityActors.Twins;
using Microsoft.Extensions.Logging;

namespace CityActors.Grains.Twins.Shards;

/// <summary>
/// The life of a shard: open, run, and after a failure, a pause later, open and run again. It never stops silently: a failure is
/// logged and counted, the shard counts as not caught up, and callers are told the reason.
/// </summary>
internal sealed partial class ShardLoop(ShardPorts ports, int partition, Action fenced)
{
    private readonly ShardWaiters waiters = new(ports.Log.Generation, partition, ports.Options, ports.Time);
    private readonly Backoff backoff = new(ports.Options.RetryAfter, ports.Options.RetryAfterMax, ports.Time);
    private TaskCompletionSource<ShardRun> ready = NewReady();
    private ShardRun? run;
    private string? failure;
    private int waitingForReady;

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RunOnce(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                End("it goes to sleep.");
            }
            catch (Exception wrong)
            {
                CityMeters.LoopFailed("fold");
                LogFailed(ports.Logger, wrong, partition);
                End(wrong.Message);
                await backoff.PauseOrStop(cancellationToken);
            }
        }

        End("it goes to sleep.");
    }

    /// <summary>The run, once it has caught up with what was in the log when it started.</summary>
    /// <exception cref="ShardNotReadyException">It did not in time, or it failed; says where it stands or why.</exception>
    public async ValueTask<ShardRun> Ready()
    {
        if (ready.Task.IsCompletedSuccessfully)
        {
            return ready.Task.Result;
        }

        if (failure is not null || waitingForReady >= ports.Options.WaitersMax)
        {
            throw new ShardNotReadyException(partition, failure ?? $"{waitingForReady} calls wait for it already.");
        }

        waitingForReady++;
        try
        {
            return await ready.Task.WaitAsync(ports.Options.ReadyWait, ports.Time);
        }
        catch (TimeoutException)
        {
            throw new ShardNotReadyException(
                partition, failure ?? $"it replays, at {run?.State.Sequence ?? -1} of {ports.Log.Committed(partition)}.");
        }
        finally
        {
            waitingForReady--;
        }
    }

    /// <summary>How the shard stands, caught up or not.</summary>
    public ShardStatus Status() => new(
        new LogPosition(ports.Log.Generation, partition, run?.State.Sequence ?? -1),
        ports.Log.Committed(partition),
        run?.Epoch ?? 0,
        run?.State.TwinCount ?? 0,
        run?.State.ChannelCount ?? 0,
        run?.State.Hash() ?? 0,
        run?.State.FoldVersion ?? 0,
        run?.Snapshots.Published ?? -1,
        run?.IsCaughtUp ?? false);

    private async Task RunOnce(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var epoch = await ports.Snapshots.TakeEpoch(partition, cancellationToken);
            var fold = await ShardOpening.Open(ports, partition, cancellationToken);
            run = new ShardRun(ports, fold, epoch, waiters, CaughtUp, fenced, ended.Token);
            await run.Follow(ended.Token);
        }
        finally
        {
            await ended.CancelAsync();
            await (run?.Snapshots.Finish() ?? Task.CompletedTask);
        }
    }

    private void CaughtUp()
    {
        failure = null;
        backoff.Reset();
        LogCaughtUp(ports.Logger, partition, run!.State.Sequence, run.State.TwinCount);
        ready.TrySetResult(run);
    }

    private void End(string reason)
    {
        failure = reason;
        ports.Progress.ReportCaughtUp(partition, false);
        if (run is { } over)
        {
            ports.Directory.Sleep(partition, over.State.Names);
            run = null;
        }

        waiters.Fail(new ShardNotReadyException(partition, reason));
        if (ready.Task.IsCompleted)
        {
            ready = NewReady();
        }
    }

    private static TaskCompletionSource<ShardRun> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Partition {Partition} is awake at {Sequence} with {Twins} twins.")]
    private static partial void LogCaughtUp(ILogger logger, int partition, long sequence, int twins);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Partition {Partition} cannot fold; it starts again after a pause.")]
    private static partial void LogFailed(ILogger logger, Exception wrong, int partition);
}
