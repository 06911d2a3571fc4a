using CityActors.Grains.Log;
using CityActors.Log;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Reading;

namespace CityActors.Silo.Log.Framed;

/// <summary>
/// What was added and is not on disk yet. Gives each frame its sequences, collects frames in groups while the disk is busy, says when the
/// next group is due, and refuses what is too much.
/// </summary>
internal sealed class FrameQueue<TFrame>
    where TFrame : class
{
    private const long GroupBytesMax = 4 << 20;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly Queue<FrameGroup<TFrame>> groups = new();
    private readonly FramedLogSettings settings;
    private readonly IFrameCodec<TFrame> codec;
    private readonly FrameWindows<TFrame>? visibleAtOnce;
    private readonly TimeProvider time;
    private LogState state;
    private FrameGroup<TFrame>? filling;
    private FrameGroup<TFrame>? flushUpTo;
    private TaskCompletionSource? room;
    private string? refusal;
    private bool isClosed;
    private bool isTrimWanted;
    private long oldestAddedAt;
    private long pendingBytes;
    private long number;

    /// <summary>Starts where the log stands.</summary>
    public FrameQueue(
        FramedLogSettings settings, IFrameCodec<TFrame> codec, LogState state, FrameWindows<TFrame>? visibleAtOnce, TimeProvider time)
    {
        this.settings = settings;
        this.codec = codec;
        this.state = state.Clone();
        this.visibleAtOnce = visibleAtOnce;
        this.time = time;
    }

    /// <summary>Bytes added and not yet on disk.</summary>
    public long PendingBytes => Volatile.Read(ref pendingBytes);

    /// <summary>First sequence that a partition ever had; <see cref="LogState.Any"/> when it has none.</summary>
    public long Origin(int partition)
    {
        lock (gate)
        {
            return state.Origin[partition];
        }
    }

    /// <summary>Adds frames, which become durable together.</summary>
    /// <param name="frames">Their first sequences are set when the log gives them.</param>
    /// <exception cref="LogUnavailableException">Nothing can be accepted now.</exception>
    public FrameGroup<TFrame> Add(Span<NewFrame> frames)
    {
        lock (gate)
        {
            if (refusal is not null)
            {
                throw new LogUnavailableException(refusal);
            }

            if (!settings.IsDerivable && pendingBytes > settings.PendingBytesMax)
            {
                throw new LogUnavailableException(
                    $"The {settings.Name} log has {pendingBytes} bytes waiting for the disk, "
                        + $"{settings.PendingBytesMax} at most: append again later.");
            }

            if (filling is null || filling.Bytes >= GroupBytesMax)
            {
                if (groups.Count == 0)
                {
                    oldestAddedAt = time.GetTimestamp();
                }

                groups.Enqueue(filling = new FrameGroup<TFrame>());
                Wake();
            }

            foreach (ref var frame in frames)
            {
                Add(filling, ref frame);
            }

            if (settings.FlushBytes > 0 && pendingBytes >= settings.FlushBytes)
            {
                Wake();
            }

            return filling;
        }
    }

    /// <summary>Next sequence of a partition; <see cref="LogState.Any"/> when it may begin anywhere.</summary>
    public long Next(int partition)
    {
        lock (gate)
        {
            return state.Next[partition];
        }
    }

    /// <summary>Makes everything added so far due.</summary>
    /// <returns>The newest group; null when all is on disk or being written by the group before.</returns>
    public FrameGroup<TFrame>? Flush()
    {
        lock (gate)
        {
            if (groups.Count == 0)
            {
                return null;
            }

            flushUpTo = groups.Last();
            Wake();
            return flushUpTo;
        }
    }

    /// <summary>Asks the writing loop to see what may be dropped.</summary>
    public void Trim()
    {
        lock (gate)
        {
            isTrimWanted = true;
            Wake();
        }
    }

    /// <summary>Waits until less is waiting than may be.</summary>
    public Task Room()
    {
        lock (gate)
        {
            return pendingBytes <= settings.PendingBytesMax
                ? Task.CompletedTask
                : (room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Waits for something to do; a group stays in the queue until <see cref="Complete"/>.</summary>
    public async ValueTask<(LogWork Work, FrameGroup<TFrame>? Group)> NextWork()
    {
        while (true)
        {
            TimeSpan wait;
            lock (gate)
            {
                if (isTrimWanted)
                {
                    isTrimWanted = false;
                    return (LogWork.Trim, null);
                }

                if (groups.TryPeek(out var group))
                {
                    wait = isClosed || flushUpTo is not null || pendingBytes >= settings.FlushBytes
                        ? TimeSpan.Zero
                        : settings.FlushEvery - time.GetElapsedTime(oldestAddedAt);
                    if (wait <= TimeSpan.Zero)
                    {
                        if (group == filling)
                        {
                            filling = null;
                        }

                        return (LogWork.Group, group);
                    }
                }
                else
                {
                    wait = Timeout.InfiniteTimeSpan;
                    if (isClosed)
                    {
                        return (LogWork.End, null);
                    }
                }
            }

            await wake.WaitAsync(wait).ConfigureAwait(false);
        }
    }

    /// <summary>The oldest group is durable.</summary>
    public void Complete(FrameGroup<TFrame> group)
    {
        lock (gate)
        {
            groups.Dequeue();
            flushUpTo = group == flushUpTo ? null : flushUpTo;
            oldestAddedAt = time.GetTimestamp();
            pendingBytes -= group.Bytes;
            if (pendingBytes <= settings.PendingBytesMax)
            {
                room?.SetResult();
                room = null;
            }
        }

        group.End(null);
    }

    /// <summary>Refuses what is added from now on.</summary>
    public void Refuse(string reason)
    {
        lock (gate)
        {
            refusal = isClosed ? refusal : reason;
        }
    }

    /// <summary>Gives up everything that waits: it was not and will not be acknowledged. The log stands where it stood before.</summary>
    public void Abandon(LogState durable, Exception cause)
    {
        FrameGroup<TFrame>[] lost;
        lock (gate)
        {
            lost = [.. groups];
            groups.Clear();
            filling = null;
            flushUpTo = null;
            pendingBytes = 0;
            state = durable.Clone();
            room?.SetResult();
            room = null;
        }

        foreach (var group in lost)
        {
            group.End(cause);
        }
    }

    /// <summary>Accepts again, unless closed.</summary>
    public void Accept()
    {
        lock (gate)
        {
            refusal = isClosed ? refusal : null;
        }
    }

    /// <summary>Refuses what is added from now on, for good; what waits is due.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            refusal = $"The {settings.Name} log is closed.";
            Wake();
        }
    }

    private void Add(FrameGroup<TFrame> group, ref NewFrame frame)
    {
        if (frame.First == NewFrame.NextSequence)
        {
            frame.First = state.Next[frame.Partition];
        }

        var next = state.Next[frame.Partition];
        if (next != LogState.Any && frame.First != next)
        {
            throw new ArgumentException(
                $"Partition {frame.Partition} of the {settings.Name} log goes on at sequence {next}, sequences from "
                    + $"{frame.First} on were given.");
        }

        var last = frame.First + frame.Span - 1;
        var header = new FrameHeader(
            settings.Rules.Kind, FrameHeader.Bytes + frame.Variable.Length, settings.Rules.Generation, frame.Partition, frame.Count,
            frame.First, last, frame.ArrivedAtMs, 0, 0, frame.TenantBytes, frame.ActorBytes);
        var read = codec.Create(header, frame.Tenant, frame.Actor, frame.Variable[(frame.TenantBytes + frame.ActorBytes)..]);
        group.Frames.Add((header, frame.Variable, read));
        group.Bytes += header.Length;
        pendingBytes += header.Length;
        state.Follow(frame.Partition, frame.First, last);
        visibleAtOnce?.Add(frame.Partition, new(read, frame.First, last), header.Length, ++number);
    }

    private void Wake()
    {
        if (wake.CurrentCount == 0)
        {
            wake.Release();
        }
    }
}
