using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Reading;
using CityActors.Silo.Log.Segments;
using FASTER.core;

namespace CityActors.Silo.Log.Framed;

/// <summary>
/// Writes frames through FasterLog. One caller at a time. After a failure it is of no use any more: the log is cut back to what was
/// acknowledged, and a new writer goes on from there.
/// </summary>
internal sealed class LogWriter : IDisposable
{
    private const int RingPages = 4;

    private readonly LogLayout layout;
    private readonly PageIndex index;
    private readonly TimeProvider time;
    private readonly int generation;
    private readonly SegmentDevice device;
    private readonly FasterLog log;
    private readonly LogState state;
    private long acknowledged;
    private bool isDisposed;

    /// <summary>Goes on where a log stands.</summary>
    /// <param name="files">Its files, cut at the state's tail.</param>
    /// <param name="state">Where it stands; the writer's own from now on.</param>
    /// <param name="firstAddress">First address retained.</param>
    /// <param name="generation">Generation of its frames.</param>
    /// <param name="index">Told of each page that begins.</param>
    /// <param name="time">For the time in checkpoints.</param>
    public LogWriter(SegmentFiles files, LogState state, long firstAddress, int generation, PageIndex index, TimeProvider time)
    {
        layout = files.Layout;
        this.state = state;
        this.generation = generation;
        this.index = index;
        this.time = time;
        acknowledged = state.Tail;
        device = new SegmentDevice(files);
        try
        {
            log = new FasterLog(new FasterLogSettings
            {
                LogDevice = device,
                PageSize = layout.PageBytes,
                MemorySize = layout.PageBytes * RingPages,
                SegmentSize = layout.SegmentBytes,
                LogCommitManager = new RecoveredCommit(firstAddress, state.Tail),
                TryRecoverLatest = false,
            });
            if (state.Tail > LogLayout.FirstAddress)
            {
                log.Recover();
            }

            if (log.TailAddress != state.Tail)
            {
                throw new IOException($"FasterLog goes on at {log.TailAddress}, the log ends at {state.Tail}.", device.Failure);
            }
        }
        catch
        {
            log?.Dispose();
            device.Dispose();
            throw;
        }
    }

    /// <summary>A copy of where the log stands after the last frame written.</summary>
    public LogState State => state.Clone();

    /// <summary>Writes a frame into FasterLog's memory; when that is full, waits for the disk.</summary>
    public async ValueTask Write(FrameHeader header, ReadOnlyMemory<byte> variable)
    {
        var length = FrameHeader.Bytes + variable.Length;
        while (true)
        {
            var target = Target(length);
            if (target == layout.FirstFrame(layout.SegmentOf(target)))
            {
                await Checkpoint(target).ConfigureAwait(false);
                continue;
            }

            if (TryWrite(header, variable, length, target))
            {
                state.Follow(header.Partition, header.First, header.Last);
                return;
            }

            await Flush().ConfigureAwait(false);
        }
    }

    /// <summary>Returns when everything written is on disk.</summary>
    /// <exception cref="IOException">It is not: the disk refused.</exception>
    public async ValueTask Flush()
    {
        try
        {
            await log.CommitAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (device.Failure is { } cause)
        {
            throw new IOException(cause.Message, failure);
        }

        if (device.Failure is { } silent)
        {
            throw new IOException(silent.Message, silent);
        }

        acknowledged = state.Tail;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDisposed)
        {
            return; // given up after a failure, and the log is closed before there is another one
        }

        isDisposed = true;
        device.Dispose();
        log.Dispose();
    }

    /// <summary>Where FasterLog puts the next frame: at the tail, or on the next page when it does not fit.</summary>
    private long Target(int length)
    {
        var tail = log.TailAddress;
        var page = layout.PageOf(tail);
        return tail - page + FrameEntry.AllocatedBytes(length) > layout.PageBytes ? page + layout.PageBytes : tail;
    }

    private async ValueTask Checkpoint(long target)
    {
        var body = state.Encode();
        var length = FrameHeader.Bytes + body.Length;
        if (target != log.TailAddress)
        {
            // It must not fit into the rest of the page, so that it becomes the first frame of the segment.
            length = Math.Max(length, layout.PageBytes - (int)(log.TailAddress - layout.PageOf(log.TailAddress)));
        }

        var header = new FrameHeader(
            FrameKind.Checkpoint, length, generation, -1, 0, 0, 0, time.GetUtcNow().ToUnixTimeMilliseconds(), 0, 0, 0, 0);
        while (!TryWrite(header, body, length, target))
        {
            await Flush().ConfigureAwait(false);
        }
    }

    private bool TryWrite(FrameHeader header, ReadOnlyMemory<byte> variable, int length, long target)
    {
        var entry = new FrameEntry(header with { Ordinal = state.Ordinal, Acknowledged = acknowledged }, variable, length);
        bool isWritten;
        try
        {
            isWritten = log.TryEnqueue(entry, out var address);
            if (isWritten && address != target)
            {
                throw new InvalidOperationException($"FasterLog put a frame at {address}, {target} was expected: its layout has changed.");
            }
        }
        catch (CommitFailureException failure)
        {
            throw new IOException(device.Failure?.Message ?? failure.Message, failure);
        }

        if (!isWritten)
        {
            return false;
        }

        if (target == layout.PageOf(target) || target == LogLayout.FirstAddress)
        {
            index.Add(layout.PageOf(target), (long[])state.Next.Clone());
        }

        state.Ordinal++;
        state.Tail = log.TailAddress; // now, for FasterLog moves it to the next page when a frame finds no room
        return true;
    }
}
