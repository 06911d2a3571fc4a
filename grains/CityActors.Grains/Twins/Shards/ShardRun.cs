using System.Diagnostics;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Log;
using CityActors.Telemetry;
using Microsoft.Extensions.Logging;

namespace CityActors.Grains.Twins.Shards;

/// <summary>
/// One run of a shard from an opened state on: reads the log, folds it slice by slice, brings the changes into the change log.
/// Everything happens on the shard's scheduler. State is touched only between awaits, a whole frame at a time, so whoever reads it
/// between two slices sees one position of the log.
/// </summary>
internal sealed partial class ShardRun
{
    private readonly ShardPorts ports;
    private readonly int partition;
    private readonly ShardFold fold;
    private readonly ShardOutput output;
    private readonly ShardWaiters waiters;
    private readonly Action caughtUp;
    private readonly long target;
    private readonly KeyValuePair<string, object?> partitionTag;
    private Activity? span;
    private (long Rules, long Derivations) overflow;
    private long arrivedAtMs;
    private bool live;

    /// <summary>A run over an opened state; nothing is read yet.</summary>
    public ShardRun(
        ShardPorts ports, ShardFold fold, long epoch, ShardWaiters waiters, Action caughtUp, Action fenced, CancellationToken ended)
    {
        this.ports = ports;
        this.fold = fold;
        this.waiters = waiters;
        this.caughtUp = caughtUp;
        partition = fold.State.Partition;
        target = ports.Log.Committed(partition);
        output = new ShardOutput(ports, partition, fold.State.Sequence);
        Tail = new ShardTail(fold.State);
        Snapshots = new ShardSnapshots(ports, partition, epoch, fold.State.Sequence, fenced);
        Epoch = epoch;
        Ended = ended;
        overflow = (State.RuleOverflow, State.DerivationsDropped);
        partitionTag = new KeyValuePair<string, object?>("partition", partition);
    }

    /// <summary>The rows.</summary>
    public ShardState State => fold.State;

    /// <summary>Epoch of the activation.</summary>
    public long Epoch { get; }

    /// <summary>Snapshots of this run.</summary>
    public ShardSnapshots Snapshots { get; }

    /// <summary>Who follows single twins.</summary>
    public ShardTail Tail { get; }

    /// <summary>Who waits for positions.</summary>
    public ShardWaiters Waiters => waiters;

    /// <summary>Cancelled when the run is over, whatever ended it.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Whether what was in the log at the start is folded.</summary>
    public bool IsCaughtUp => live;

    /// <summary>Folds until cancelled.</summary>
    public async Task Follow(CancellationToken cancellationToken)
    {
        ports.Directory.Wake(partition, State.Names, State.Sequence);
        ports.Progress.End(partition, State.Sequence);
        waiters.Release(State.Sequence);
        TellWhenCaughtUp();
        await using var frames = new Feed<LogFrame>(
            stop => ports.Log.Read(partition, State.Sequence + 1, stop), cancellationToken);
        while (true)
        {
            // Small frames that are there already are folded together; nothing that is folded waits for what is not there yet.
            if (State.Sequence > output.Written && (output.IsFull(State.Sequence) || !frames.IsReady))
            {
                await EndSlice(cancellationToken);
            }

            if (!await frames.Next())
            {
                throw new InvalidOperationException($"The log of partition {partition} ended after {State.Sequence}; it never should.");
            }

            await Take(frames.Current, cancellationToken);
        }
    }

    private async ValueTask Take(LogFrame frame, CancellationToken cancellationToken)
    {
        if (State.Sequence == output.Written)
        {
            ports.Progress.Begin(partition, frame.ArrivedAtMs);
            span = CityMeters.Spans.StartActivity(CityTelemetry.FoldSpan);
        }

        arrivedAtMs = frame.ArrivedAtMs;
        while (Fold(frame) is { } poison)
        {
            CityMeters.FoldPoison.Add(1);
            LogPoison(ports.Logger, partition, poison.Sequence, poison.Reason);
            if (State.Sequence > output.Written && !poison.IsStateSpoiled)
            {
                await EndSlice(cancellationToken);
            }

            await LogSkip(frame, poison, cancellationToken);
            if (poison.IsStateSpoiled)
            {
                throw new InvalidOperationException(
                    $"Record {poison.Sequence} made the fold fail half-way; the shard starts again from its snapshot without it.");
            }

            fold.Skip(poison.Sequence, poison.Reason);
        }
    }

    private PoisonedRecord? Fold(LogFrame frame)
    {
        var (before, started) = (State.Sequence, ports.Time.GetTimestamp());
        var result = fold.Fold(frame, output.Changes);
        Snapshots.Measure(State.Sequence - before, ports.Time.GetElapsedTime(started));
        return result.Poison;
    }

    private async ValueTask EndSlice(CancellationToken cancellationToken)
    {
        var (first, upTo) = (output.Written + 1, State.Sequence);
        await output.Write(upTo, () => ports.Progress.ReportCaughtUp(partition, false), cancellationToken);
        Tail.Pass(Frame(first, upTo));
        output.Changes.Clear();
        ports.Directory.Fold(partition, State.Names, upTo);
        ports.Progress.ReportDeletions(partition, State.TwinHandles - State.TwinCount);

        // Between two slices of a backlog the shard is as late as the newest record that it has folded.
        ports.Progress.End(partition, upTo, ports.Log.Committed(partition) > upTo ? arrivedAtMs : 0);
        CityMeters.FoldRecords.Add(upTo - first + 1, partitionTag);
        CountOverflow();
        span?.SetTag("partition", partition).SetTag("records", upTo - first + 1).Dispose();
        span = null;
        waiters.Release(upTo);
        TellWhenCaughtUp();
        Snapshots.Consider(State, cancellationToken);

        // Whoever came while this slice was folded is served before the next one.
        await Task.Yield();
    }

    /// <summary>What was counted before the start was shown by the run that counted it.</summary>
    private void CountOverflow()
    {
        CityMeters.RulesOverflow.Add(State.RuleOverflow - overflow.Rules, partitionTag);
        CityMeters.DerivationsOverflow.Add(State.DerivationsDropped - overflow.Derivations, partitionTag);
        overflow = (State.RuleOverflow, State.DerivationsDropped);
    }

    private ChangeFrame Frame(long first, long upTo) => new()
    {
        Generation = State.Generation,
        Partition = partition,
        FirstSequence = first,
        LastSequence = upTo,
        Count = output.Changes.Count,
        Changes = output.Changes.Written,
    };

    private void TellWhenCaughtUp()
    {
        if (State.Sequence < target)
        {
            return;
        }

        ports.Progress.ReportCaughtUp(partition, true);
        if (!live)
        {
            live = true;
            caughtUp();
        }
    }

    /// <summary>
    /// A record that cannot be folded is skipped by the log itself, durably, before the fold goes on: replay skips it too.
    /// </summary>
    private async Task LogSkip(LogFrame frame, PoisonedRecord poison, CancellationToken cancellationToken)
    {
        var writer = new RecordWriter();
        writer.Skip(poison.Sequence, poison.Reason);
        var backoff = new Backoff(ports.Options.RetryAfter, ports.Options.RetryAfterMax, ports.Time);
        while (true)
        {
            try
            {
                await ports.Log.Append(
                    [new LogEntry(partition, frame.Tenant, ShardOpening.FoldActor, ports.NowMs, writer.Count, writer.Written)],
                    cancellationToken);
                return;
            }
            catch (LogUnavailableException wrong)
            {
                ports.Progress.ReportCaughtUp(partition, false);
                CityMeters.LoopFailed("fold");
                LogSkipFailed(ports.Logger, wrong, partition, poison.Sequence);
                await backoff.Pause(cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Partition {Partition}: record {Sequence} cannot be folded and is skipped: {Reason}")]
    private static partial void LogPoison(ILogger logger, int partition, long sequence, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Partition {Partition}: the skip of record {Sequence} could not be logged; the shard waits.")]
    private static partial void LogSkipFailed(ILogger logger, Exception wrong, int partition, long sequence);
}
