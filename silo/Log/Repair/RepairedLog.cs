using System.Text;
using CityActors.Domain.Log;
using CityActors.Identity;
using CityActors.Silo.Log.Framed;
using CityActors.Silo.Log.Reading;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Repair;

/// <summary>
/// The log that a repair writes. What is lost keeps its sequences: they are filled, because history, registry and subscribers count by
/// them, and a number given twice would be taken for known.
/// </summary>
internal sealed class RepairedLog : IDisposable
{
    private const string Actor = "repair";
    private const int RecordsMax = 4_096;

    private readonly SegmentFiles files;
    private readonly AcknowledgedMark mark;
    private readonly LogWriter log;
    private readonly int generation;
    private readonly RecordWriter records = new();
    private readonly byte[] names = Encoding.UTF8.GetBytes(Caller.DefaultTenant + Actor);
    private long arrivedAtMs;

    /// <summary>Begins a log in an empty folder.</summary>
    public RepairedLog(FramedLogSettings settings, LogLayout layout, LogState start, TimeProvider time)
    {
        Directory.CreateDirectory(settings.Directory);
        generation = settings.Rules.Generation;
        files = new SegmentFiles(settings.Directory, LogLayout.Of(settings.Directory, layout), settings.Disk);
        files.Writable(layout.SegmentOf(start.Tail));
        mark = new AcknowledgedMark(settings.Directory, generation, settings.Disk);
        log = new LogWriter(files, start, start.Tail, generation, new PageIndex(layout.SegmentBytes), time);
    }

    /// <summary>Next sequence of a partition; <see cref="LogState.Any"/> when it may begin anywhere.</summary>
    public long Next(int partition) => log.State.Next[partition];

    /// <summary>Copies a frame.</summary>
    public void Copy(in FrameHeader header, ReadOnlySpan<byte> variable)
    {
        arrivedAtMs = header.ArrivedAtMs;
        Write(header, variable.ToArray());
    }

    /// <summary>Fills sequences of a partition.</summary>
    /// <param name="partition">Partition.</param>
    /// <param name="to">Last sequence to fill.</param>
    /// <param name="memory">What is known of them; null: nothing, they will say nothing.</param>
    /// <returns>How many were written anew.</returns>
    public int Fill(int partition, long to, ChangeMemory? memory)
    {
        var restored = 0;
        var sequence = Math.Max(0, Next(partition));
        while (sequence <= to)
        {
            var first = sequence;
            var arrived = arrivedAtMs;
            records.Clear();
            for (; sequence <= to && records.Count < RecordsMax; sequence++)
            {
                var before = records.Count;
                if (memory?.Restore(partition, sequence, records) is { } told)
                {
                    arrived = told;
                    restored++;
                }

                if (records.Count == before)
                {
                    // A tick of long ago: time does not go back, so it says nothing.
                    records.Tick(0);
                }
                else if (sequence < to)
                {
                    // What arrived at another moment is another frame.
                    sequence++;
                    break;
                }
            }

            arrivedAtMs = arrived;
            var header = new FrameHeader(
                FrameKind.Records, 0, generation, partition, records.Count, first, first + records.Count - 1, arrived, 0, 0,
                Encoding.UTF8.GetByteCount(Caller.DefaultTenant), Actor.Length);
            Write(header, [.. names, .. records.Written.Span]);
        }

        return restored;
    }

    /// <summary>Brings everything to disk.</summary>
    public void Finish()
    {
        log.Flush().AsTask().GetAwaiter().GetResult();
        mark.Settle(log.State.Tail);
        DirectorySync.Flush(files.Directory);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        log.Dispose();
        mark.Dispose();
        files.Dispose();
    }

    /// <summary>A repair has the process for itself, and the survey that feeds it is not asynchronous.</summary>
    private void Write(in FrameHeader header, byte[] variable) => log.Write(header, variable).AsTask().GetAwaiter().GetResult();
}
