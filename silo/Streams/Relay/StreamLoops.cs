using CityActors.Grains.Log;
using Microsoft.Extensions.Hosting;

namespace CityActors.Silo.Streams.Relay;

/// <summary>
/// The background work of the streams: the tail of every partition while somebody follows something, and the catching up.
/// </summary>
internal sealed partial class StreamLoops(ChangeRelay relay, ChangeSource source, ILogger<StreamLoops> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FollowTail(stoppingToken), ReadBack(stoppingToken));

    private async Task FollowTail(CancellationToken stop)
    {
        var running = 0;
        var readers = Task.CompletedTask;
        var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            while (true)
            {
                await relay.TailChanged.ReadAsync(stop);
                var run = relay.TailRun;
                if (run == running)
                {
                    continue;
                }

                await ended.CancelAsync();
                await readers;
                ended.Dispose();
                ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var token = ended.Token;
                readers = run == 0
                    ? Task.CompletedTask
                    : Task.WhenAll(Enumerable.Range(0, source.Partitions).Select(partition => FollowTail(run, partition, token)));
                running = run;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await readers;
        }
        finally
        {
            ended.Dispose();
        }
    }

    private async Task FollowTail(int run, int partition, CancellationToken stop)
    {
        var sorter = new FrameSorter();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var frame in source.Log.Read(partition, relay.TailFrom(partition), stop))
                {
                    relay.Pass(run, frame, await source.NamesAt(partition, frame.LastSequence, stop), sorter);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (LogTruncatedException gone)
            {
                StreamMeters.Failed("gone");
                LogSkipped(partition, gone.Message);
                relay.Skip(run, partition, source.Log.Oldest(partition));
            }
            catch (Exception failure)
            {
                StreamMeters.Failed("tail");
                LogTailFailed(partition, failure);
                await Pause(stop);
            }
        }
    }

    private async Task ReadBack(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await relay.CatchUp.UntilAsked(stop);
                await relay.CatchUp.ReadStretch(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                StreamMeters.Failed("read_back");
                LogReadBackFailed(failure);
                await Pause(stop);
            }
        }
    }

    private async Task Pause(CancellationToken stop) =>
        await Task.Delay(PauseAfterFailure, relay.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Partition {Partition}: the streams cannot read the tail of the change log; they try again.")]
    private partial void LogTailFailed(int partition, Exception failure);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Partition {Partition}: the change log went on without the streams: {Reason} Subscribers are told.")]
    private partial void LogSkipped(int partition, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The streams cannot read the change log for subscribers that are behind; they try again.")]
    private partial void LogReadBackFailed(Exception failure);
}
