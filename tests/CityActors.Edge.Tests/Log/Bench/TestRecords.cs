using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Edge.Tests.Log.Bench;

/// <summary>Numbered records, so that order and content can be seen.</summary>
internal static class TestRecords
{
    /// <summary>An entry of ticks whose times are the given numbers.</summary>
    public static LogEntry Entry(int partition, params long[] numbers) => Entry(partition, "hanoi", "test", numbers);

    /// <summary>An entry of ticks whose times are the given numbers.</summary>
    public static LogEntry Entry(int partition, string tenant, string actor, params long[] numbers)
    {
        var writer = new RecordWriter();
        foreach (var number in numbers)
        {
            writer.Tick(number);
        }

        return new LogEntry(partition, tenant, actor, 1_000_000 + partition, numbers.Length, writer.Written);
    }

    /// <summary>An entry of readings, 32 bytes each.</summary>
    public static LogEntry Readings(int partition, int count)
    {
        var writer = new RecordWriter();
        for (var place = 0; place < count; place++)
        {
            writer.Reading(place, TwinValue.Of((double)place), 1_700_000_000_000 + place, 0);
        }

        return new LogEntry(partition, "hanoi", "load", 1_700_000_000_000, count, writer.Written);
    }

    /// <summary>The numbers of a frame's ticks.</summary>
    public static List<long> Numbers(this LogFrame frame)
    {
        var numbers = new List<long>();
        var reader = new RecordReader(frame.Records.Span);
        while (reader.Next())
        {
            numbers.Add(reader.Number());
        }

        return numbers;
    }

    /// <summary>Reads a partition from a sequence up to what is committed now.</summary>
    public static async Task<List<long>> ReadAll(this ICityLog log, int partition, long from = 0)
    {
        var numbers = new List<long>();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        if (log.Committed(partition) < from)
        {
            return numbers;
        }

        await foreach (var frame in log.Read(partition, from, stop.Token))
        {
            numbers.AddRange(frame.Numbers());
            if (frame.LastSequence >= log.Committed(partition))
            {
                break;
            }
        }

        return numbers;
    }
}
