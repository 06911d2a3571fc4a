using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Silo.Log.Framed;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Recovery;
using CityActors.Silo.Log.Segments;
using CityActors.Twins;

namespace CityActors.Silo.Log.Repair;

/// <summary>
/// What the change log still knows of lost log records. A registration told which twins and channels became known, in the order of
/// their handles; a reading told its channel, times and value: enough to write both anew.
/// </summary>
internal sealed class ChangeMemory
{
    private readonly Dictionary<(int Partition, long Sequence), List<Told>> told = [];
    private readonly Dictionary<int, List<(long First, long Last)>> covered = [];
    private readonly long[] newest;

    private ChangeMemory(int partitions)
    {
        newest = new long[partitions];
        Array.Fill(newest, -1L);
    }

    /// <summary>Newest sequence of a partition that changes speak of; -1 when there is none.</summary>
    public long Newest(int partition) => newest[partition];

    /// <summary>Reads what the change log says of lost records.</summary>
    /// <param name="settings">The change log.</param>
    /// <param name="isLost">Whether a record (partition, sequence) was lost.</param>
    public static ChangeMemory Read(FramedLogSettings settings, Func<int, long, bool> isLost)
    {
        var memory = new ChangeMemory(settings.Rules.Partitions);
        if (!Directory.Exists(settings.Directory))
        {
            return memory;
        }

        using var files = new SegmentFiles(settings.Directory, LogLayout.Of(settings.Directory, settings.Layout), settings.Disk);
        LogSurvey.Run(files, settings.Rules, files.List(), null, (long _, in FrameHeader header, ReadOnlySpan<byte> variable) =>
        {
            if (header.Kind == FrameKind.Changes)
            {
                memory.Take(header, variable, isLost);
            }
        });
        return memory;
    }

    /// <summary>Whether it knows what every record of a range did.</summary>
    public bool Covers(int partition, long from, long to)
    {
        foreach (var (first, last) in covered.GetValueOrDefault(partition, []))
        {
            if (first <= from && last >= from)
            {
                from = last + 1;
            }
        }

        return from > to;
    }

    /// <summary>Writes the record of a sequence anew.</summary>
    /// <returns>When it had arrived, Unix milliseconds; null when it had changed nothing that can be written anew.</returns>
    public long? Restore(int partition, long sequence, RecordWriter writer)
    {
        if (!told.TryGetValue((partition, sequence), out var changes))
        {
            return null;
        }

        var channels = changes.Where(static change => change.Naming is not null).Select(static change => change.Naming!).ToList();
        var picture = changes.Find(static change => change.Picture is not null)?.Picture;
        if (changes[0].Reading is { } reading)
        {
            reading(writer);
        }
        else if (picture is not null || channels.Count > 0)
        {
            writer.Register(new TwinDefinition(
                picture?.Id ?? channels[0].Twin,
                [.. channels.Select(static channel => new ChannelDefinition(channel.Channel, channel.Unit))],
                picture?.Attributes ?? TwinPicture.NoAttributes, picture?.Relations ?? [], null));
        }
        else
        {
            return null;
        }

        return changes[0].ArrivedAtMs;
    }

    private void Take(in FrameHeader header, ReadOnlySpan<byte> variable, Func<int, long, bool> isLost)
    {
        var partition = header.Partition;
        newest[partition] = Math.Max(newest[partition], header.Last);
        if (!covered.TryGetValue(partition, out var ranges))
        {
            covered[partition] = ranges = [];
        }

        ranges.Add((header.First, header.Last));
        var reader = new ChangeReader(variable);
        while (reader.Next())
        {
            if (isLost(partition, reader.Sequence) && Told.Of(reader) is { } change)
            {
                if (!told.TryGetValue((partition, reader.Sequence), out var list))
                {
                    told[(partition, reader.Sequence)] = list = [];
                }

                list.Add(change);
            }
        }
    }

    private sealed record Told(
        long ArrivedAtMs, ChannelNaming? Naming, TwinPicture? Picture, Action<RecordWriter>? Reading)
    {
        public static Told? Of(ChangeReader change) => change.Kind switch
        {
            ChangeKind.ChannelNamed =>
                new Told(change.ArrivedAtMs, ChannelNaming.Read(change.Fields()), null, null),
            ChangeKind.Registered or ChangeKind.Described =>
                new Told(change.ArrivedAtMs, null, TwinPicture.Read(change.Fields()), null),
            ChangeKind.Reading or ChangeKind.LateReading => OfReading(change),
            _ => null,
        };

        private static Told OfReading(ChangeReader change)
        {
            var (channel, value, observedAtMs) = (change.Channel, change.Value, change.ObservedAtMs);
            return new Told(
                change.ArrivedAtMs, null, null, writer => writer.Reading(channel, value, observedAtMs, 0));
        }
    }
}
