using CityActors.Domain.Changes;
using CityActors.Grains.Loops;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Changes;

/// <summary>
/// Brings the change log into a sink, partition by partition, each from the sink's own watermark: gather, store rows and watermark in
/// one transaction, tell the change log what is needed no more. What fails is tried again from the watermark, so that a crash at any
/// moment stores nothing twice and leaves nothing out.
/// </summary>
/// <typeparam name="TBatch">What is gathered for the sink.</typeparam>
internal abstract partial class ChangeFollower<TBatch>(
    string name, IChangeLog changes, int partitions, TimeSpan delay, IOptions<FollowerOptions> options, TimeProvider time, ILogger logger)
    : ICityLoop
    where TBatch : class, new()
{
    private readonly FollowerOptions options = options.Value;
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, partitions).Select(static _ => new SemaphoreSlim(1))];
    private CancellationTokenSource interrupt = new();

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task Run(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, partitions).Select(partition => Keep(partition, cancellationToken)));

    /// <summary>Stops following, does something with the sink, and begins again from the watermarks that the sink has then.</summary>
    public async Task Anew(Func<Task> whileStopped, CancellationToken cancellationToken)
    {
        var closing = gates.Select(gate => gate.WaitAsync(cancellationToken)).ToArray();
        await Interlocked.Exchange(ref interrupt, new CancellationTokenSource()).CancelAsync();
        try
        {
            await Task.WhenAll(closing);
            await whileStopped();
        }
        finally
        {
            // Whoever gave up while some partitions had not stopped yet lets go of those that had.
            for (var partition = 0; partition < gates.Length; partition++)
            {
                if (closing[partition].IsCompletedSuccessfully)
                {
                    gates[partition].Release();
                }
            }
        }
    }

    /// <summary>Newest sequence that the sink has.</summary>
    protected abstract ValueTask<long> Watermark(int partition, CancellationToken cancellationToken);

    /// <summary>Translates the changes of a frame that come after a sequence.</summary>
    protected abstract ValueTask Take(ChangeFrame frame, long after, TBatch batch, CancellationToken cancellationToken);

    /// <summary>What a batch holds.</summary>
    protected abstract int CountOf(TBatch batch);

    /// <summary>Stores a batch (it may be empty) with the watermark, durably, and empties it.</summary>
    protected abstract Task Store(int partition, TBatch batch, long upTo, CancellationToken cancellationToken);

    /// <summary>
    /// The sink lacks changes that are retained no more.
    /// </summary>
    /// <returns>Sequence after which the change log is followed.</returns>
    protected virtual ValueTask<long> Bridge(int partition, long watermark, long oldest, CancellationToken cancellationToken) =>
        ValueTask.FromResult(oldest - 1);

    private async Task Keep(int partition, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(options.RetryAfter, options.RetryAfterMax, time);
        while (!cancellationToken.IsCancellationRequested)
        {
            // The interrupt is taken before the gate: one that comes in between ends what is about to begin.
            var interrupted = Volatile.Read(ref interrupt).Token;
            await gates[partition].WaitAsync(cancellationToken);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interrupted);
            try
            {
                await Follow(partition, backoff, either.Token);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
            }
            catch (Exception wrong)
            {
                CityMeters.LoopFailed(name);
                LogFailed(logger, wrong, name, partition);
            }
            finally
            {
                gates[partition].Release();
            }

            if (!either.IsCancellationRequested)
            {
                await backoff.PauseOrStop(cancellationToken);
            }
        }
    }

    private async Task Follow(int partition, Backoff backoff, CancellationToken cancellationToken)
    {
        var stored = await Watermark(partition, cancellationToken);
        var oldest = changes.Oldest(partition);
        if (oldest > stored + 1)
        {
            LogHole(logger, name, partition, stored + 1, oldest - 1);
            stored = await Bridge(partition, stored, oldest, cancellationToken);
        }

        changes.SetFloor(name, partition, stored + 1);
        var batch = new TBatch();
        var gathered = stored;
        var due = 0L;
        await using var frames = new Feed<ChangeFrame>(stop => changes.Read(partition, stored + 1, stop), cancellationToken);
        while (true)
        {
            if (gathered > stored && (CountOf(batch) >= options.BatchMax || !await IsReadyBefore(frames, due, cancellationToken)))
            {
                await Store(partition, batch, gathered, cancellationToken);
                stored = gathered;
                changes.SetFloor(name, partition, stored + 1);
                backoff.Reset();
            }

            if (!await frames.Next())
            {
                throw new InvalidOperationException($"The change log of partition {partition} ended after {gathered}; it never should.");
            }

            var (wasIdle, wasEmpty) = (gathered == stored, CountOf(batch) == 0);
            await Take(frames.Current, stored, batch, cancellationToken);
            gathered = Math.Max(gathered, frames.Current.LastSequence);
            if (wasIdle || (wasEmpty && CountOf(batch) > 0))
            {
                due = time.GetTimestamp() + Ticks(CountOf(batch) > 0 ? delay : options.IdleDelay);
            }
        }
    }

    /// <summary>Waits for the next frame, but not beyond the moment at which what is gathered must be stored.</summary>
    private async ValueTask<bool> IsReadyBefore(Feed<ChangeFrame> frames, long due, CancellationToken cancellationToken)
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), due);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        if (frames.IsReady)
        {
            return true;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(frames.WhenReady, Task.Delay(left, time, enough.Token));
        await enough.CancelAsync();
        return frames.IsReady;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The follower '{Follower}' failed on partition {Partition}; it goes on from its watermark after a pause.")]
    private static partial void LogFailed(ILogger logger, Exception wrong, string follower, int partition);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The follower '{Follower}' of partition {Partition} lacks the changes {First}..{Last}, which are retained no more.")]
    private static partial void LogHole(ILogger logger, string follower, int partition, long first, long last);
}
