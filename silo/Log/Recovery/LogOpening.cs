using CityActors.Silo.Log.Framed;
using CityActors.Silo.Log.Reading;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Recovery;

/// <summary>
/// The recovery check. The newest part of a log is read frame by frame; of older segments the checkpoints are read, and their frames are
/// checked when somebody reads them. What was acknowledged is known from the mark and from the frames themselves (see
/// <see cref="AcknowledgedMark"/>): damage above it is an unacknowledged tail and is cut off, damage below it refuses the start.
/// </summary>
internal static class LogOpening
{
    /// <summary>Checks a log, cuts off an unacknowledged tail, and says where the log stands.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="settings">How it works.</param>
    /// <param name="mark">What was acknowledged.</param>
    /// <param name="index">Told of the pages found.</param>
    /// <param name="cut">What was cut off, for people; null when nothing was.</param>
    /// <exception cref="LogDamagedException">Something acknowledged cannot be read.</exception>
    public static LogState Open(SegmentFiles files, FramedLogSettings settings, AcknowledgedMark mark, PageIndex index, out string? cut)
    {
        var segments = files.List();
        var checkedFrom = CheckedFrom(files, segments, settings.VerifyBytes);
        var known = Older(files, settings, segments.AsSpan(0, checkedFrom), index);
        var survey = LogSurvey.Run(files, settings.Rules, segments[checkedFrom..], index.Add);
        while (survey.WholeUntil.Ordinal == LogState.Any && checkedFrom > 0)
        {
            // The segment it began with has lost its checkpoint: where its partitions stand is known from the one before.
            checkedFrom--;
            index.CutAt(files.Layout.PageOf(files.Layout.FirstFrame(segments[checkedFrom])));
            survey = LogSurvey.Run(files, settings.Rules, segments[checkedFrom..], index.Add);
        }

        var damages = known.Concat(Gaps(files, segments)).Concat(survey.Damages).OrderBy(damage => damage.From).ToList();
        var acknowledged = Math.Max(mark.Address, survey.Acknowledged);
        var whole = survey.WholeUntil;
        var end = damages.Count > 0 ? Math.Min(damages[0].From, whole.Tail) : whole.Tail;
        if (!settings.IsDerivable && end < acknowledged)
        {
            throw Refusal(files, settings, survey, damages, end, acknowledged);
        }

        if (whole.Ordinal == LogState.Any || end < whole.Tail)
        {
            whole = Restart(files, settings, damages, index, ref end);
        }

        cut = damages.Count == 0 && acknowledged <= end
            ? null
            : $"{Math.Max(survey.EndOfFiles, acknowledged) - end} bytes behind {Place(files, end)} were not "
                + $"acknowledged or are derivable, and"
                + $" are cut off: {string.Join("; ", damages.Take(3))}";
        index.CutAt(end);
        files.CutAt(end);
        mark.Settle(end);
        return whole;
    }

    private static LogState Restart(
        SegmentFiles files, FramedLogSettings settings, List<LogDamage> damages, PageIndex index, ref long end)
    {
        // A derivable log that is damaged so early that nothing after can be followed is begun anew behind it.
        foreach (var segment in files.List())
        {
            files.Delete(segment);
        }

        index.CutAt(0);
        var first = damages.Count == 0 ? 0 : files.Layout.SegmentOf(damages[^1].To) + 1;
        end = files.Layout.FirstFrame(first);
        return LogState.Empty(settings.Rules.Partitions, settings.Rules.FirstSequence, end);
    }

    private static int CheckedFrom(SegmentFiles files, int[] segments, long verifyBytes)
    {
        var place = segments.Length;
        for (long bytes = 0; place > 0 && bytes < verifyBytes;)
        {
            bytes += files.Length(segments[--place]);
        }

        return place;
    }

    private static List<LogDamage> Older(SegmentFiles files, FramedLogSettings settings, ReadOnlySpan<int> segments, PageIndex index)
    {
        var damages = new List<LogDamage>();
        foreach (var segment in segments)
        {
            var address = files.Layout.FirstFrame(segment);
            if (SegmentStart.Read(files, settings.Rules, segment) is { } start)
            {
                index.Add(files.Layout.PageOf(address), start.State.Next);
            }
            else
            {
                damages.Add(new LogDamage(address, address, files.PathOf(segment), "the segment does not begin with a checkpoint"));
            }

            if (files.Length(segment) < files.Layout.SegmentBytes - files.Layout.PageBytes)
            {
                damages.Add(new LogDamage(address, address, files.PathOf(segment), $"the file has only {files.Length(segment)} bytes"));
            }
        }

        return damages;
    }

    private static IEnumerable<LogDamage> Gaps(SegmentFiles files, int[] segments)
    {
        for (var place = 1; place < segments.Length; place++)
        {
            if (segments[place] != segments[place - 1] + 1)
            {
                var missing = segments[place - 1] + 1;
                var from = files.Layout.FirstFrame(missing);
                yield return new LogDamage(from, files.Layout.FirstFrame(segments[place]), files.PathOf(missing), "the file is missing");
            }
        }
    }

    private static LogDamagedException Refusal(
        SegmentFiles files, FramedLogSettings settings, SurveyResult survey, List<LogDamage> damages, long end, long acknowledged)
    {
        var ranges = damages.Count == 0
            ? $"{Place(files, end)}: whole frames end there"
            : string.Join("; ", damages.Take(10));
        var lost = survey.Losses.Count == 0
            ? $"sequences from {string.Join(", ", survey.WholeUntil.Next.Take(16).Select(PlaceOf))} on"
            : string.Join(", ", survey.Losses.Take(32));
        return new LogDamagedException(
            $"The {settings.Name} log is damaged below what was acknowledged (up to {Place(files, acknowledged)}): {ranges}. Lost: {lost}."
            + " Nothing was changed. Restore the file, or run `silo -- repair`, which copies what is whole and lists what is not.");
    }

    private static string PlaceOf(long next, int partition) => $"{partition}.{Math.Max(0, next)}";

    private static string Place(SegmentFiles files, long address)
    {
        var segment = files.Layout.SegmentOf(address);
        return $"{files.PathOf(segment)} byte {address - (segment * files.Layout.SegmentBytes)}";
    }
}
