using CityActors.Grains.Log;
using CityActors.Log;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Reading;
using CityActors.Silo.Log.Recovery;
using CityActors.Silo.Log.Segments;
using Microsoft.Extensions.Logging;

namespace CityActors.Silo.Log.Framed;

/// <summary>
/// One physical log for all partitions: group commit, recovery check, readers, retention. The city log and the change log are both made of
/// it. Everything on disk is written by one loop.
/// </summary>
internal sealed class FramedLog<TFrame> : IAsyncDisposable
    where TFrame : class
{
    private readonly FramedLogSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly SegmentFiles files;
    private readonly AcknowledgedMark mark;
    private readonly PageIndex index;
    private readonly PageCache cache;
    private readonly FrameWindows<TFrame> windows;
    private readonly FrameQueue<TFrame> queue;
    private readonly LogReader<TFrame> reader;
    private readonly LogRetention retention;
    private readonly LogMetrics metrics;
    private readonly CancellationTokenSource closing = new();
    private readonly Task loop;
    private LogWriter writer;
    private LogState durable;
    private string? failure;
    private long begin;
    private long number;

    private FramedLog(
        FramedLogSettings settings, SegmentFiles files, AcknowledgedMark mark, IFrameCodec<TFrame> codec, TimeProvider time, ILogger logger)
    {
        this.settings = settings;
        this.files = files;
        this.mark = mark;
        this.time = time;
        this.logger = logger;
        index = new PageIndex(files.Layout.SegmentBytes);
        cache = new PageCache(files, settings.CachedPages);
        windows = new FrameWindows<TFrame>(settings.Rules.Partitions, settings.WindowBytes);
        durable = LogOpening.Open(files, settings, mark, index, out var cut);
        if (cut is not null)
        {
            logger.Cut(settings.Name, cut);
        }

        for (var partition = 0; partition < settings.Rules.Partitions; partition++)
        {
            windows.Start(partition, durable.Next[partition] == LogState.Any ? -1 : durable.Next[partition] - 1);
        }

        begin = files.List() is [var first, ..] ? files.Layout.FirstFrame(first) : durable.Tail;
        retention = new LogRetention(settings, files, begin, time);
        writer = NewWriter();
        queue = new FrameQueue<TFrame>(settings, codec, durable, settings.IsDerivable ? windows : null, time);
        reader = new LogReader<TFrame>(files.Layout, windows, cache, index, codec, () => Volatile.Read(ref durable).Tail, Oldest);
        metrics = new LogMetrics(settings.Name, () => RetainedBytes);
        loop = Run();
    }

    /// <summary>Bytes between the oldest retained and the newest durable frame.</summary>
    public long RetainedBytes => Volatile.Read(ref durable).Tail - Volatile.Read(ref begin);

    /// <summary>Bytes accepted and not yet on disk.</summary>
    public long PendingBytes => queue.PendingBytes;

    /// <summary>Why nothing gets to disk; null when all is well.</summary>
    public string? Failure => Volatile.Read(ref failure);

    /// <summary>Opens a log: checks it, cuts off an unacknowledged tail, and begins to write.</summary>
    /// <exception cref="LogDamagedException">Something acknowledged cannot be read.</exception>
    /// <exception cref="IOException">The directory cannot be written to.</exception>
    public static async Task<FramedLog<TFrame>> Open(
        FramedLogSettings settings, IFrameCodec<TFrame> codec, TimeProvider time, ILogger logger)
    {
        await Task.Yield(); // reading and checking takes a second or two: not on the caller's stack
        SegmentFiles? files = null;
        AcknowledgedMark? mark = null;
        try
        {
            Directory.CreateDirectory(settings.Directory);
            files = new SegmentFiles(settings.Directory, LogLayout.Of(settings.Directory, settings.Layout), settings.Disk);
            mark = new AcknowledgedMark(settings.Directory, settings.Rules.Generation, settings.Disk);
            return new FramedLog<TFrame>(settings, files, mark, codec, time, logger);
        }
        catch (Exception refused)
        {
            mark?.Dispose();
            files?.Dispose();
            if (refused is UnauthorizedAccessException or IOException)
            {
                throw new IOException(
                    $"The {settings.Name} log cannot be opened for writing in {settings.Directory}: {refused.Message}", refused);
            }

            throw;
        }
    }

    /// <summary>Newest sequence of a partition that readers get; -1 when there is none.</summary>
    public long Newest(int partition) => windows.Newest(partition);

    /// <summary>Newest sequence of a partition that is on disk; -1 when there is none.</summary>
    public long Durable(int partition) =>
        Volatile.Read(ref durable).Next[partition] is var next && next == LogState.Any ? -1 : next - 1;

    /// <summary>Oldest retained sequence of a partition; 0 when it is empty.</summary>
    public long Oldest(int partition) =>
        index.First() is { } first && first[partition] != LogState.Any ? first[partition] : Math.Max(0, queue.Origin(partition));

    /// <summary>Adds frames that become durable together.</summary>
    /// <exception cref="LogUnavailableException">Nothing can be accepted now.</exception>
    public Task<Exception?> Add(Span<NewFrame> frames) => queue.Add(frames).Done;

    /// <summary>Waits until less is waiting for the disk than may be.</summary>
    public Task Room() => queue.Room();

    /// <summary>Brings everything added so far to disk.</summary>
    public async Task Flush(CancellationToken cancellationToken)
    {
        if (queue.Flush() is { } group && await group.Done.WaitAsync(cancellationToken).ConfigureAwait(false) is { } cause)
        {
            throw new LogUnavailableException(cause.Message, cause);
        }
    }

    /// <summary>Frames of a partition, the first being the one that holds a sequence; ends only when cancelled.</summary>
    public IAsyncEnumerable<TFrame> Read(int partition, long sequence, CancellationToken cancellationToken) =>
        reader.Read(partition, sequence, cancellationToken);

    /// <summary>A follower needs nothing below a sequence any more.</summary>
    public void SetFloor(string follower, int partition, long sequence)
    {
        retention.SetFloor(follower, partition, sequence);
        queue.Trim();
    }

    /// <summary>Returns when what may be dropped was dropped.</summary>
    public Task Trim()
    {
        var done = retention.NextPass;
        queue.Trim();
        return done;
    }

    /// <summary>Writes what waits and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await closing.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        queue.Abandon(durable, new LogUnavailableException($"The {settings.Name} log is closed."));
        writer.Dispose();
        mark.Dispose();
        files.Dispose();
        metrics.Dispose();
        closing.Dispose();
    }

    private LogWriter NewWriter() => new(files, durable.Clone(), begin, settings.Rules.Generation, index, time);

    private async Task Run()
    {
        await Task.Yield();
        while (true)
        {
            var (work, group) = await queue.NextWork().ConfigureAwait(false);
            try
            {
                switch (work)
                {
                    case LogWork.Group:
                        await Commit(group!).ConfigureAwait(false);
                        break;
                    case LogWork.Trim:
                        DropOld();
                        break;
                    default:
                        mark.Settle(durable.Tail);
                        return;
                }
            }
            catch (Exception cause)
            {
                logger.Failed(settings.Name, cause);
                if (!await Recover(cause).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
    }

    private async ValueTask Commit(FrameGroup<TFrame> group)
    {
        var started = time.GetTimestamp();
        var segment = files.Layout.SegmentOf(durable.Tail);
        long records = 0;
        foreach (var (header, variable, _) in group.Frames)
        {
            records += header.Count;
            await writer.Write(header, variable).ConfigureAwait(false);
        }

        await writer.Flush().ConfigureAwait(false);
        var state = writer.State;
        mark.Write(state.Tail);
        Volatile.Write(ref durable, state);
        foreach (var (header, _, frame) in group.Frames)
        {
            number++;
            if (!settings.IsDerivable)
            {
                windows.Add(header.Partition, new(frame, header.First, header.Last), header.Length, number);
            }
        }

        windows.Evict(number);
        metrics.Committed(records, group.Bytes, time.GetElapsedTime(started));
        queue.Complete(group);
        if (files.Layout.SegmentOf(state.Tail) != segment)
        {
            queue.Trim();
        }
    }

    private void DropOld()
    {
        try
        {
            retention.Trim(durable.Tail);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            logger.NotDropped(settings.Name, failed); // nothing is lost by it: it is tried again, and appends go on
        }

        if (retention.Begin is var from && from > begin)
        {
            index.DropBelow(files.Layout.PageOf(from));
            Volatile.Write(ref begin, from);
            logger.Dropped(settings.Name, from);
        }

        retention.EndPass();
    }

    /// <summary>
    /// The disk refused. What is not acknowledged is given up (or, when it can be derived again, kept), the files are cut back to what was
    /// acknowledged, and a new FasterLog goes on from there when the disk takes bytes again.
    /// </summary>
    /// <returns>False when the log is closed meanwhile.</returns>
    private async ValueTask<bool> Recover(Exception cause)
    {
        var reason = $"The {settings.Name} log cannot be written in {settings.Directory}: {cause.Message}";
        Volatile.Write(ref failure, reason);
        if (!settings.IsDerivable)
        {
            queue.Refuse(reason);
            queue.Abandon(durable, new IOException(reason, cause));
        }

        while (true)
        {
            try
            {
                writer.Dispose();
                await Task.Delay(settings.RetryEvery, time, closing.Token).ConfigureAwait(false);
                files.Probe();
                files.CutAt(durable.Tail);
                index.CutAt(durable.Tail);
                cache.Clear();
                writer = NewWriter();
                break;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
            catch (Exception again)
            {
                // Whatever it is: a loop that ends here would leave every append waiting for ever.
                logger.StillFailing(settings.Name, again.Message);
            }
        }

        Volatile.Write(ref failure, null);
        queue.Accept();
        logger.Recovered(settings.Name);
        return true;
    }
}
