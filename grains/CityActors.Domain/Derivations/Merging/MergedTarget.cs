using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Derivations.Gathering;
using CityActors.Domain.Log;

namespace CityActors.Domain.Derivations.Merging;

/// <summary>A derived twin of this partition: what all partitions contribute to it, and its windows.</summary>
internal sealed class MergedTarget
{
    /// <summary>Most panes, and most windows, that are kept of one derived twin; the oldest beyond them go, and are counted.</summary>
    public const int KeptMax = SourceTarget.PanesMax;

    private const int WindowsMin = 4;
    private readonly SortedList<long, MergedPane> panes = [];
    private readonly SortedList<long, MergedWindow> windows = [];

    /// <summary>Its number in the table.</summary>
    public int Slot { get; set; }

    /// <summary>Number of the derivation.</summary>
    public required int Definition { get; init; }

    /// <summary>URN of the derived twin.</summary>
    public required string Id { get; init; }

    /// <summary>Windows up to this end are closed; <see cref="long.MinValue"/>: none is yet.</summary>
    public long ClosedMs { get; set; } = long.MinValue;

    /// <summary>
    /// Windows close from this tick on: when a derived twin becomes known, other partitions get time to say that they contribute too.
    /// </summary>
    public long ClosableAtMs { get; init; }

    /// <summary>Whether windows wait for that.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Whether its twin was deleted: nothing is said of it until it is registered again.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether an open window changed since its running value was said.</summary>
    public bool IsDirty { get; set; }

    /// <summary>When running values were said last, by ticks.</summary>
    public long SaidAtMs { get; set; } = long.MinValue;

    /// <summary>How members stand in each partition, in the order of partitions.</summary>
    public SortedDictionary<int, MergedSender> Senders { get; } = [];

    /// <summary>Panes by end.</summary>
    public SortedList<long, MergedPane> Panes => panes;

    /// <summary>Closed windows by end.</summary>
    public SortedList<long, MergedWindow> Windows => windows;

    /// <summary>The derivation made ready.</summary>
    public Plan Plan { get; set; } = null!;

    /// <summary>Takes a pane of a partition, in place of what the partition said of it before.</summary>
    /// <returns>Whether anything changed that values are made of.</returns>
    public bool Take(int partition, PartialPane part)
    {
        if (!panes.TryGetValue(part.EndMs, out var pane))
        {
            if (part.IsEmpty)
            {
                return false;
            }

            pane = new MergedPane { EndMs = part.EndMs };
            panes.Add(part.EndMs, pane);
        }

        if (part.IsEmpty)
        {
            return pane.Parts.Remove(partition);
        }

        pane.Parts[partition] = part;
        return true;
    }

    /// <summary>Drops what no window can need any more.</summary>
    /// <returns>How much went because of the limit.</returns>
    public int Trim()
    {
        if (ClosedMs == long.MinValue)
        {
            return 0;
        }

        var rule = Plan.Derivation.Window;
        var revisable = ClosedMs - Plan.Derivation.RevisableMs;
        var kept = rule.Move(rule.EndBy(revisable), 1 - rule.Panes);
        while (panes.Count > 0 && panes.Keys[0] < kept)
        {
            panes.RemoveAt(0);
        }

        var least = Math.Max(WindowsMin, Plan.Formulas.Depth + 1);
        while (windows.Count > least && windows.Keys[0] <= revisable)
        {
            windows.RemoveAt(0);
        }

        var dropped = 0;
        for (; panes.Count > KeptMax; dropped++)
        {
            panes.RemoveAt(0);
        }

        for (; windows.Count > KeptMax; dropped++)
        {
            windows.RemoveAt(0);
        }

        return dropped;
    }

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, MergedTarget target)
    {
        writer.Number(target.Definition).Text(target.Id).Number(target.ClosedMs).Number(target.IsGone ? 1 : 0)
            .Number(target.IsDirty ? 1 : 0).Number(target.SaidAtMs).Number(target.ClosableAtMs).Number(target.IsWaiting ? 1 : 0)
            .Number(target.Senders.Count);
        foreach (var (partition, sender) in target.Senders)
        {
            writer.Number(partition).Number(sender.Sequence).Number(sender.Index).Number(sender.Head.Members).Number(sender.Head.Live)
                .Number(sender.Head.ClosedMs);
        }

        writer.Number(target.panes.Count);
        foreach (var pane in target.panes.Values)
        {
            MergedPane.Write(writer, pane);
        }

        writer.Number(target.windows.Count);
        foreach (var window in target.windows.Values)
        {
            MergedWindow.Write(writer, window);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static MergedTarget Read(ref RecordReader fields)
    {
        var target = new MergedTarget
        {
            Definition = (int)fields.Number(),
            Id = fields.RequiredText(),
            ClosedMs = fields.Number(),
            IsGone = fields.Number() != 0,
            IsDirty = fields.Number() != 0,
            SaidAtMs = fields.Number(),
            ClosableAtMs = fields.Number(),
            IsWaiting = fields.Number() != 0,
        };
        for (var count = fields.Number(); count > 0; count--)
        {
            target.Senders.Add((int)fields.Number(), new MergedSender(
                fields.Number(), (int)fields.Number(),
                new PartialHead((int)fields.Number(), (int)fields.Number(), fields.Number())));
        }

        for (var count = fields.Number(); count > 0; count--)
        {
            var pane = MergedPane.Read(ref fields);
            target.panes.Add(pane.EndMs, pane);
        }

        for (var count = fields.Number(); count > 0; count--)
        {
            var window = MergedWindow.Read(ref fields);
            target.windows.Add(window.EndMs, window);
        }

        return target;
    }
}

/// <summary>What a partition said last.</summary>
/// <param name="Sequence">Record of its log after which it said that; what is not newer changes nothing.</param>
/// <param name="Index">Number among the changes of that record.</param>
/// <param name="Head">How its members stand.</param>
internal readonly record struct MergedSender(long Sequence, int Index, PartialHead Head);
