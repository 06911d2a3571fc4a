using System.Collections.Concurrent;
using FASTER.core;

namespace CityActors.Silo.Log.Segments;

/// <summary>
/// FasterLog's device over the segment files. FASTER's own devices are not used: the managed one reports a failed flush to nobody (the
/// commit then waits forever), and none says which error it was. Here one thread of its own writes what is queued, synchronises each file
/// touched once, and only then reports; the first failure is kept with its cause and everything after it fails too.
/// </summary>
internal sealed unsafe class SegmentDevice : StorageDeviceBase
{
    private const uint Failed = 1;
    private const int RequestsAtOnceMax = 64;

    private readonly SegmentFiles files;
    private readonly BlockingCollection<Request> requests = [];
    private readonly Thread thread;

    /// <summary>Starts the device's thread.</summary>
    public SegmentDevice(SegmentFiles files)
        : base(Path.Combine(files.Directory, "segment"), 512, Devices.CAPACITY_UNSPECIFIED)
    {
        this.files = files;
        thread = new Thread(Run) { IsBackground = true, Name = "log writer" };
        thread.Start();
    }

    /// <summary>Why writing failed; null while it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public override void WriteAsync(
        IntPtr sourceAddress, int segmentId, ulong destinationAddress, uint numBytesToWrite, DeviceIOCompletionCallback callback,
        object context) =>
        requests.Add(new Request(sourceAddress, segmentId, (long)destinationAddress, (int)numBytesToWrite, callback, context));

    /// <inheritdoc/>
    /// <remarks>FasterLog reads only once, at recovery: the page that the tail lies in.</remarks>
    public override void ReadAsync(
        int segmentId, ulong sourceAddress, IntPtr destinationAddress, uint readLength, DeviceIOCompletionCallback callback, object context)
    {
        var buffer = new Span<byte>((void*)destinationAddress, (int)readLength);
        var error = 0u;
        try
        {
            buffer[files.Read((segmentId * files.Layout.SegmentBytes) + (long)sourceAddress, buffer)..].Clear();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            Failure ??= cause;
            error = Failed;
        }

        callback(error, error == 0 ? readLength : 0, context);
    }

    /// <inheritdoc/>
    /// <remarks>Never asked for: retention deletes the files itself, by the log's own floors.</remarks>
    public override void RemoveSegmentAsync(int segment, AsyncCallback callback, IAsyncResult result) => callback(result);

    /// <inheritdoc/>
    public override void Dispose()
    {
        requests.CompleteAdding();
        if (Thread.CurrentThread != thread)
        {
            thread.Join();
        }

        requests.Dispose();
    }

    private void Run()
    {
        var batch = new List<Request>(RequestsAtOnceMax);
        var touched = new HashSet<int>();
        foreach (var first in requests.GetConsumingEnumerable())
        {
            batch.Clear();
            touched.Clear();
            batch.Add(first);
            while (batch.Count < RequestsAtOnceMax && requests.TryTake(out var next))
            {
                batch.Add(next);
            }

            WriteAndFlush(batch, touched);
            var error = Failure is null ? 0 : Failed;
            foreach (var request in batch)
            {
                request.Callback(error, error == 0 ? (uint)request.Bytes : 0, request.Context);
            }
        }
    }

    private void WriteAndFlush(List<Request> batch, HashSet<int> touched)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            foreach (var request in batch)
            {
                files.Disk.Write(
                    files.Writable(request.Segment), new ReadOnlySpan<byte>((void*)request.Source, request.Bytes), request.Offset);
                touched.Add(request.Segment);
            }

            foreach (var segment in touched)
            {
                files.Disk.Flush(files.Writable(segment));
            }
        }
        catch (Exception cause)
        {
            Failure = cause;
        }
    }

    private readonly record struct Request(
        IntPtr Source, int Segment, long Offset, int Bytes, DeviceIOCompletionCallback Callback, object Context);
}
