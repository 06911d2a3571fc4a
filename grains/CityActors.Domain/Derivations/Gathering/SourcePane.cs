using CityActors.Domain.Derivations.Sums;
using CityActors.Domain.Log;

namespace CityActors.Domain.Derivations.Gathering;

/// <summary>What the twins of this partition contribute to a pane of a derived twin.</summary>
internal sealed class SourcePane
{
    /// <summary>End of the pane, Unix milliseconds.</summary>
    public required long EndMs { get; init; }

    /// <summary>Sums of each term.</summary>
    public required TermSums[] Totals { get; init; }

    /// <summary>Extremes of readings that can be corrected no more; null where no term needs them.</summary>
    public Extremes[]? Settled { get; init; }

    /// <summary>Twins that contribute to the window that ends with this pane.</summary>
    public int Contributing { get; set; }

    /// <summary>Readings of its time that came too late.</summary>
    public long Late { get; set; }

    /// <summary>Whether it changed since it was said.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, SourcePane pane)
    {
        writer.Number(pane.EndMs).Number(pane.Contributing).Number(pane.Late).Number(pane.IsDirty ? 1 : 0).Number(pane.Totals.Length);
        foreach (ref readonly var total in pane.Totals.AsSpan())
        {
            TermSums.Write(writer, total);
        }

        writer.Number(pane.Settled is null ? 0 : 1);
        foreach (ref readonly var settled in pane.Settled.AsSpan())
        {
            TermSums.Write(writer, settled);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SourcePane Read(ref RecordReader fields)
    {
        var (end, contributing, late, dirty) = (fields.Number(), (int)fields.Number(), fields.Number(), fields.Number() != 0);
        var totals = new TermSums[fields.Number()];
        for (var i = 0; i < totals.Length; i++)
        {
            totals[i] = TermSums.Read(ref fields);
        }

        var settled = fields.Number() == 0 ? null : new Extremes[totals.Length];
        for (var i = 0; i < settled?.Length; i++)
        {
            settled[i] = TermSums.ReadOrder(ref fields);
        }

        return new SourcePane
        {
            EndMs = end, Totals = totals, Settled = settled, Contributing = contributing, Late = late, IsDirty = dirty,
        };
    }
}
