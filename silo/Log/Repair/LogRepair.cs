using CityActors.Silo.Log.Framed;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Recovery;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Repair;

/// <summary>
/// Makes a damaged city log usable: copies what is whole into a new log, fills what is lost with what snapshots and the change log
/// still know, and keeps the damaged log beside it. Nothing of it is deleted.
/// </summary>
public sealed class LogRepair
{
    /// <summary>
    /// Sequences left out behind a lost end: whoever follows the log may have been ahead of what reached the disk.
    /// </summary>
    public const int Margin = 10_000;

    private readonly FramedLogSettings settings;
    private readonly FramedLogSettings changes;
    private readonly Func<int, long> snapshot;
    private readonly RepairReport report = new();
    private readonly Dictionary<int, List<LogLoss>> lost = [];
    private readonly HashSet<int> unsafePartitions = [];

    private LogRepair(DataDirectory directory, LogOptions options, Func<int, long> snapshot)
    {
        settings = options.CityLog(directory);
        changes = options.ChangeLog(directory);
        this.snapshot = snapshot;
    }

    /// <summary>Repairs the log of a data directory that nobody else holds.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="options">Settings of the logs.</param>
    /// <param name="snapshot">Sequence up to which the newest whole snapshot of a partition goes; -1 when there is none.</param>
    /// <param name="time">For names and checkpoints.</param>
    public static RepairReport Run(DataDirectory directory, LogOptions options, Func<int, long> snapshot, TimeProvider time)
    {
        Finish(directory);
        return new LogRepair(directory, options, snapshot).Run(time);
    }

    /// <summary>Ends a repair that was interrupted between its last two steps.</summary>
    public static void Finish(DataDirectory directory)
    {
        var log = directory.Folder(DataDirectory.CityLogFolder);
        if (!Directory.Exists(log) && Directory.Exists(Repaired(log)))
        {
            Directory.Move(Repaired(log), log);
        }
    }

    private static string Repaired(string log) => $"{log}.repaired";

    private RepairReport Run(TimeProvider time)
    {
        if (!Directory.Exists(settings.Directory))
        {
            return report;
        }

        using var files = new SegmentFiles(settings.Directory, LogLayout.Of(settings.Directory, settings.Layout), settings.Disk);
        var segments = files.List();
        var survey = LogSurvey.Run(files, settings.Rules, segments);
        using (var mark = new AcknowledgedMark(settings.Directory, settings.Rules.Generation, settings.Disk))
        {
            var isEndLost = Math.Max(mark.Address, survey.Acknowledged) > survey.End.Tail;
            if (survey.Damages.Count == 0 && !isEndLost)
            {
                return report;
            }

            report.Damages = [.. survey.Damages.Select(static damage => damage.ToString())];
            foreach (var loss in survey.Losses)
            {
                Lost(loss.Partition).Add(loss);
            }

            var memory = ChangeMemory.Read(changes, IsLost(survey.End));
            Write(files, segments, survey, memory, isEndLost, time);
        }

        var kept = $"{settings.Directory}.damaged-{time.GetUtcNow():yyyyMMdd-HHmmss}";
        files.Dispose();
        Directory.Move(settings.Directory, kept);
        Directory.Move(Repaired(settings.Directory), settings.Directory);
        report.Kept = kept;
        return report;
    }

    private List<LogLoss> Lost(int partition) =>
        lost.TryGetValue(partition, out var ranges) ? ranges : lost[partition] = [];

    private Func<int, long, bool> IsLost(LogState end) => (partition, sequence) =>
        sequence >= end.Next[partition]
        || Lost(partition).Exists(range => range.From <= sequence && sequence <= range.To);

    private void Write(
        SegmentFiles files, int[] segments, SurveyResult survey, ChangeMemory memory, bool isEndLost, TimeProvider time)
    {
        var folder = Repaired(settings.Directory);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        using var repaired = new RepairedLog(settings with { Directory = folder }, files.Layout, Start(files, segments), time);
        var wholeFrom = isEndLost ? long.MaxValue : survey.Damages.Max(static damage => damage.To);
        var isEndWhole = new bool[settings.Rules.Partitions];
        LogSurvey.Run(files, settings.Rules, segments, null, (long address, in FrameHeader header, ReadOnlySpan<byte> variable) =>
        {
            if (header.Kind == FrameKind.Records)
            {
                Take(repaired, header, variable, memory);
                isEndWhole[header.Partition] |= address >= wholeFrom;
            }
        });
        for (var partition = 0; partition < settings.Rules.Partitions; partition++)
        {
            if (isEndWhole[partition])
            {
                continue;
            }

            // Nothing of it follows on the damage, so nothing tells how far it had come.
            report.EndsLost.Add(partition);
            var newest = Math.Max(memory.Newest(partition), snapshot(partition));
            Fill(repaired, partition, newest, memory);
            repaired.Fill(partition, Math.Max(newest, survey.End.Next[partition] - 1) + Margin, null);
        }

        repaired.Finish();
    }

    private LogState Start(SegmentFiles files, int[] segments)
    {
        var first = segments is [var oldest, ..] ? oldest : 0;
        var tail = files.Layout.FirstFrame(first);
        var start = first == 0
            ? LogState.Empty(settings.Rules.Partitions, settings.Rules.FirstSequence, tail)
            : SegmentStart.Read(files, settings.Rules, first)?.State ?? LogState.Unknown(settings.Rules.Partitions, tail);
        start.Ordinal = Math.Max(0, start.Ordinal);
        return start;
    }

    private void Take(RepairedLog repaired, in FrameHeader header, ReadOnlySpan<byte> variable, ChangeMemory memory)
    {
        if (repaired.Next(header.Partition) is var next && next != LogState.Any && header.First > next)
        {
            Fill(repaired, header.Partition, header.First - 1, memory);
        }

        if (unsafePartitions.Contains(header.Partition))
        {
            repaired.Fill(header.Partition, header.Last, null);
            var from = report.SetAside.TryGetValue(header.Partition, out var before) ? before.From : header.First;
            report.SetAside[header.Partition] = (from, header.Last);
            return;
        }

        repaired.Copy(header, variable);
        report.Frames++;
    }

    private void Fill(RepairedLog repaired, int partition, long to, ChangeMemory memory)
    {
        var from = repaired.Next(partition);
        if (from > to)
        {
            return;
        }

        var known = snapshot(partition);
        var range = new LogLoss(partition, from, to);
        if (known >= to)
        {
            repaired.Fill(partition, to, null);
            report.Ranges.Add(new RepairedRange(range, RangeFate.InSnapshot, 0));
        }
        else if (!unsafePartitions.Contains(partition) && memory.Covers(partition, Math.Max(from, known + 1), to))
        {
            report.Ranges.Add(new RepairedRange(range, RangeFate.Restored, repaired.Fill(partition, to, memory)));
        }
        else
        {
            unsafePartitions.Add(partition);
            repaired.Fill(partition, to, null);
            report.Ranges.Add(new RepairedRange(range, RangeFate.Lost, 0));
        }
    }
}
