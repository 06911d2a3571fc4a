using CityActors.Silo.Log.Segments;
using Microsoft.Win32.SafeHandles;

namespace CityActors.Edge.Tests.Log.Bench;

/// <summary>A disk that does what a test says: counts, holds flushes, is full, or loses at a power cut what was not flushed.</summary>
internal sealed class TestDisk : ISegmentDisk
{
    private readonly SegmentDisk real = new();
    private readonly Lock gate = new();
    private readonly ManualResetEventSlim open = new(true);
    private TaskCompletionSource flushBegun = New();
    private int flushes;

    /// <summary>Why nothing can be written; null when it can.</summary>
    public string? Refusal { get; set; }

    /// <summary>Flushes that ended.</summary>
    public int Flushes => Volatile.Read(ref flushes);

    /// <summary>Ends when a flush is held.</summary>
    public Task FlushHeld
    {
        get
        {
            lock (gate)
            {
                return flushBegun.Task;
            }
        }
    }

    /// <summary>From now on flushes wait.</summary>
    public void Hold()
    {
        lock (gate)
        {
            flushBegun = New();
        }

        open.Reset();
    }

    /// <summary>Flushes go on.</summary>
    public void Release() => open.Set();

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        Refuse();
        real.Write(file, bytes, offset);
    }

    public void Flush(SafeFileHandle file)
    {
        if (!open.IsSet)
        {
            lock (gate)
            {
                flushBegun.TrySetResult();
            }

            open.Wait();
        }

        Refuse();
        real.Flush(file);
        Interlocked.Increment(ref flushes);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Refuse()
    {
        if (Refusal is { } refusal)
        {
            throw new IOException(refusal);
        }
    }
}
