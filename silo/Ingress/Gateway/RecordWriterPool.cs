using System.Collections.Concurrent;
using CityActors.Domain.Log;

namespace CityActors.Silo.Ingress.Gateway;

/// <summary>Buffers for records, used again. Keeps a bounded number of small ones; large ones go.</summary>
internal sealed class RecordWriterPool
{
    private const int KeptMax = 1_024;
    private const int KeptBytesMax = 256 << 10;

    private readonly ConcurrentQueue<RecordWriter> kept = new();
    private int count;

    /// <summary>An empty writer.</summary>
    public RecordWriter Rent()
    {
        if (kept.TryDequeue(out var writer))
        {
            Interlocked.Decrement(ref count);
            return writer;
        }

        return new RecordWriter();
    }

    /// <summary>Gives a writer back.</summary>
    public void Return(RecordWriter writer)
    {
        if (writer.Length > KeptBytesMax || Interlocked.Increment(ref count) > KeptMax)
        {
            if (writer.Length <= KeptBytesMax)
            {
                Interlocked.Decrement(ref count);
            }

            return;
        }

        writer.Clear();
        kept.Enqueue(writer);
    }
}
