using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Derivations.Sums;
using CityActors.Domain.Log;

namespace CityActors.Domain.Derivations.Gathering;

/// <summary>A derived twin, of this or another partition, as the twins of this partition contribute to it.</summary>
internal sealed class SourceTarget
{
    /// <summary>Most panes that are kept of one derived twin; the oldest beyond them go, and are counted.</summary>
    public const int PanesMax = 2_048;

    private readonly List<SourcePane> panes = [];

    /// <summary>Its number in the table of derived twins.</summary>
    public int Slot { get; set; }

    /// <summary>Number of the derivation.</summary>
    public required int Definition { get; init; }

    /// <summary>URN of the derived twin.</summary>
    public required string Id { get; init; }

    /// <summary>Event time of the newest reading of any member.</summary>
    public long NewestMs { get; set; } = long.MinValue;

    /// <summary>Every live member has passed this end of a pane.</summary>
    public long ClosedMs { get; set; } = long.MinValue;

    /// <summary>What was said of members last.</summary>
    public PartialHead Said { get; set; }

    /// <summary>Whether anything was ever said.</summary>
    public bool WasSaid { get; set; }

    /// <summary>When something was said last, by ticks.</summary>
    public long SaidAtMs { get; set; } = long.MinValue;

    /// <summary>When members must be looked at again though nothing was read: one of them may have fallen silent.</summary>
    public long LookAtMs { get; set; }

    /// <summary>Whether a pane changed since it was said.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Its panes, oldest first.</summary>
    public IReadOnlyList<SourcePane> Panes => panes;

    /// <summary>The twins that contribute to it; in no particular order.</summary>
    public List<SourceMember> Members { get; } = [];

    /// <summary>The derivation made ready.</summary>
    public Plan Plan { get; set; } = null!;

    /// <summary>The pane of an end; null when it is kept no more or was never there.</summary>
    public SourcePane? Find(long endMs)
    {
        var at = Place(endMs);
        return at >= 0 ? panes[at] : null;
    }

    /// <summary>The pane of an end, made when it is new.</summary>
    /// <returns>Null when its time to be revised is over.</returns>
    public SourcePane? Open(long endMs)
    {
        var at = Place(endMs);
        if (at >= 0)
        {
            return panes[at];
        }

        if (endMs <= KeptMs)
        {
            return null;
        }

        var pane = new SourcePane
        {
            EndMs = endMs,
            Totals = new TermSums[Plan.Formulas.Terms.Length],
            Settled = Plan.NeedsOrder ? new Extremes[Plan.Formulas.Terms.Length] : null,
        };
        panes.Insert(~at, pane);
        return pane;
    }

    /// <summary>Drops panes whose time to be revised is over, and the oldest beyond the limit.</summary>
    /// <returns>How many went because of the limit.</returns>
    public int Trim()
    {
        panes.RemoveAll(pane => pane.EndMs <= KeptMs && !pane.IsDirty);
        var over = panes.Count - PanesMax;
        if (over > 0)
        {
            panes.RemoveRange(0, over);
        }

        return Math.Max(0, over);
    }

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, SourceTarget target)
    {
        writer.Number(target.Definition).Text(target.Id).Number(target.NewestMs).Number(target.ClosedMs)
            .Number(target.Said.Members).Number(target.Said.Live).Number(target.Said.ClosedMs).Number(target.WasSaid ? 1 : 0)
            .Number(target.SaidAtMs).Number(target.LookAtMs).Number(target.IsDirty ? 1 : 0).Number(target.panes.Count);
        foreach (var pane in target.panes)
        {
            SourcePane.Write(writer, pane);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SourceTarget Read(ref RecordReader fields)
    {
        var target = new SourceTarget
        {
            Definition = (int)fields.Number(),
            Id = fields.RequiredText(),
            NewestMs = fields.Number(),
            ClosedMs = fields.Number(),
            Said = new PartialHead((int)fields.Number(), (int)fields.Number(), fields.Number()),
            WasSaid = fields.Number() != 0,
            SaidAtMs = fields.Number(),
            LookAtMs = fields.Number(),
            IsDirty = fields.Number() != 0,
        };
        for (var count = fields.Number(); count > 0; count--)
        {
            target.panes.Add(SourcePane.Read(ref fields));
        }

        return target;
    }

    private long KeptMs => ClosedMs == long.MinValue ? long.MinValue : ClosedMs - Plan.Derivation.RevisableMs;

    private int Place(long endMs)
    {
        // Readings come in order most of the time: the newest panes are looked at first.
        for (var at = panes.Count - 1; at >= 0; at--)
        {
            if (panes[at].EndMs <= endMs)
            {
                return panes[at].EndMs == endMs ? at : ~(at + 1);
            }
        }

        return ~0;
    }
}

/// <summary>What a partition says of the members of a derived twin.</summary>
/// <param name="Members">Twins of the partition that belong to it.</param>
/// <param name="Live">Those of them that are not silent for too long.</param>
/// <param name="ClosedMs">Every live one has passed this end of a pane; <see cref="long.MinValue"/>: not known.</param>
internal readonly record struct PartialHead(int Members, int Live, long ClosedMs);
