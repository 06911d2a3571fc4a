using CityActors.Silo.Log.Framed;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Recovery;

/// <summary>
/// Reads a log from one segment on and checks every frame: magic, length, checksum, generation, partition, that its ordinal follows on the
/// one before, that its sequences follow on its partition's. After a damage it looks for the next whole frame, to learn what was lost and
/// what had been acknowledged.
/// </summary>
internal sealed class LogSurvey
{
    private readonly SegmentFiles files;
    private readonly LogLayout layout;
    private readonly FrameRules rules;
    private readonly List<LogDamage> damages = [];
    private readonly List<LogLoss> losses = [];
    private LogState state;
    private LogState? wholeUntil;
    private long acknowledged;
    private long frames;

    private LogSurvey(SegmentFiles files, FrameRules rules, LogState state)
    {
        this.files = files;
        layout = files.Layout;
        this.rules = rules;
        this.state = state;
    }

    /// <summary>A whole frame, in order.</summary>
    /// <param name="address">Where it begins in the log.</param>
    /// <param name="header">Its header.</param>
    /// <param name="variable">Tenant, actor and body; valid during the call.</param>
    public delegate void Found(long address, in FrameHeader header, ReadOnlySpan<byte> variable);

    /// <summary>Surveys a log.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="rules">What its frames must be.</param>
    /// <param name="segments">Numbers of the segments to read, ascending.</param>
    /// <param name="pageBegins">Told for each page, before its first frame, at which sequences it begins.</param>
    /// <param name="found">Told of each whole frame.</param>
    public static SurveyResult Run(
        SegmentFiles files, FrameRules rules, IReadOnlyList<int> segments, Action<long, long[]>? pageBegins = null, Found? found = null)
    {
        var first = segments.Count == 0 ? 0 : segments[0];
        var tail = files.Layout.FirstFrame(first);
        var survey = new LogSurvey(
            files,
            rules,
            first == 0 ? LogState.Empty(rules.Partitions, rules.FirstSequence, tail) : LogState.Unknown(rules.Partitions, tail));
        var end = tail;
        foreach (var segment in segments)
        {
            end = survey.Segment(segment, pageBegins, found);
        }

        return new SurveyResult
        {
            End = survey.state,
            WholeUntil = survey.wholeUntil ?? survey.state,
            Damages = survey.damages,
            Losses = survey.losses,
            Acknowledged = survey.acknowledged,
            Frames = survey.frames,
            EndOfFiles = Math.Max(end, survey.state.Tail),
        };
    }

    private long Segment(int segment, Action<long, long[]>? pageBegins, Found? found)
    {
        var begin = segment * layout.SegmentBytes;
        var length = files.Length(segment);
        var buffer = new byte[layout.PageBytes];
        for (long offset = 0; offset < length; offset += layout.PageBytes)
        {
            var page = buffer.AsSpan(0, files.Read(begin + offset, buffer.AsSpan(0, (int)Math.Min(layout.PageBytes, length - offset))));
            Page(begin + offset, page, pageBegins, found);
        }

        return begin + length;
    }

    private void Page(long address, ReadOnlySpan<byte> page, Action<long, long[]>? pageBegins, Found? found)
    {
        var walker = new PageWalker(page, layout.PageBytes, LogLayout.FirstOffset(address));
        var isFirst = true;
        while (true)
        {
            if (!walker.Next())
            {
                if (walker.Damage is not { } damage)
                {
                    return;
                }

                var from = Math.Max(state.Tail, address + walker.Position);
                Damaged(from, damage);
                if (!walker.Resume())
                {
                    Extend(address + page.Length);
                    return;
                }

                Extend(address + walker.FrameOffset - sizeof(int));
            }

            var frameAddress = address + walker.FrameOffset - sizeof(int);
            var before = isFirst ? (long[])state.Next.Clone() : null;
            if (!Accept(frameAddress, walker.Header, walker.Frame[FrameHeader.Bytes..]))
            {
                continue;
            }

            if (before is not null)
            {
                pageBegins?.Invoke(address, walker.Header.Kind == FrameKind.Checkpoint ? (long[])state.Next.Clone() : before);
                isFirst = false;
            }

            state.Tail = address + walker.Position;
            frames++;
            acknowledged = Math.Max(acknowledged, walker.Header.Acknowledged);
            found?.Invoke(frameAddress, walker.Header, walker.Frame[FrameHeader.Bytes..]);
        }
    }

    /// <summary>Whether a whole frame belongs where it lies; it is followed then.</summary>
    private bool Accept(long address, in FrameHeader header, ReadOnlySpan<byte> variable)
    {
        var isCheckpoint = header.Kind == FrameKind.Checkpoint;
        if (header.Generation != rules.Generation
            || (!isCheckpoint
                && (header.Kind != rules.Kind || (uint)header.Partition >= (uint)rules.Partitions || header.Last < header.First)))
        {
            Damaged(address, $"a frame of another log ({header.Kind}, generation {header.Generation}, partition {header.Partition})");
            return false;
        }

        if (state.Ordinal != LogState.Any && header.Ordinal < state.Ordinal)
        {
            Damaged(address, $"frame {header.Ordinal} comes again, {state.Ordinal} was expected");
            return false;
        }

        if (state.Ordinal != LogState.Any && header.Ordinal > state.Ordinal)
        {
            Damaged(state.Tail, $"frames {state.Ordinal}-{header.Ordinal - 1} are missing");
            Extend(address);
        }

        if (isCheckpoint)
        {
            return AcceptCheckpoint(address, header, variable);
        }

        var next = state.Next[header.Partition];
        if (next != LogState.Any && header.First < next)
        {
            Damaged(address, $"partition {header.Partition} has sequence {header.First} again, {next} was expected");
            return false;
        }

        if (next != LogState.Any && header.First > next)
        {
            Damaged(address, $"partition {header.Partition} goes on at sequence {header.First}, {next} was expected");
            losses.Add(new LogLoss(header.Partition, next, header.First - 1));
        }

        state.Ordinal = header.Ordinal + 1;
        state.Follow(header.Partition, header.First, header.Last);
        return true;
    }

    private bool AcceptCheckpoint(long address, in FrameHeader header, ReadOnlySpan<byte> variable)
    {
        if (LogState.Decode(variable, rules.Partitions, header.Ordinal + 1, state.Tail) is not { } says)
        {
            Damaged(address, $"a checkpoint of another number of partitions than {rules.Partitions}");
            return false;
        }

        for (var partition = 0; partition < rules.Partitions; partition++)
        {
            var next = state.Next[partition];
            if (next != LogState.Any && says.Next[partition] > next)
            {
                Damaged(address, $"partition {partition} stands at sequence {says.Next[partition]}, {next} was expected");
                losses.Add(new LogLoss(partition, next, says.Next[partition] - 1));
            }
        }

        state = says;
        return true;
    }

    private void Damaged(long from, string reason)
    {
        wholeUntil ??= state.Clone();
        if (damages.Count == 0 || damages[^1].To < from)
        {
            damages.Add(new LogDamage(from, from, Place(from, from), reason));
        }
    }

    private void Extend(long to) => damages[^1] = damages[^1] with { To = to, Place = Place(damages[^1].From, to) };

    private string Place(long from, long to)
    {
        var (first, last) = (layout.SegmentOf(from), layout.SegmentOf(to));
        var (start, end) = (from - (first * layout.SegmentBytes), to - (last * layout.SegmentBytes));
        return first == last
            ? $"{files.PathOf(first)} bytes {start}-{end}"
            : $"{files.PathOf(first)} byte {start} to {files.PathOf(last)} byte {end}";
    }
}
