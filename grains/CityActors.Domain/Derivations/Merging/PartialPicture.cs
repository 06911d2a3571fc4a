using CityActors.Domain.Derivations.Gathering;
using CityActors.Domain.Derivations.Sums;
using CityActors.Domain.Log;

namespace CityActors.Domain.Derivations.Merging;

/// <summary>What a partition contributes to a derived twin: how its members stand, and each pane that changed, whole.</summary>
internal sealed class PartialPicture
{
    /// <summary>Most panes in one record.</summary>
    public const int PanesMax = 64;

    /// <summary>Id of the derivation.</summary>
    public required string Definition { get; init; }

    /// <summary>Version since which its sums are of this shape.</summary>
    public required int Basis { get; init; }

    /// <summary>URN of the derived twin.</summary>
    public required string Target { get; init; }

    /// <summary>How the members stand.</summary>
    public required PartialHead Head { get; init; }

    /// <summary>Panes that changed.</summary>
    public required List<PartialPane> Panes { get; init; }

    /// <summary>Writes what a partition has to say.</summary>
    public static void Write(
        RecordWriter writer, string definition, int basis, string target, PartialHead head, IReadOnlyList<SourcePane> panes)
    {
        writer.Text(target).Text(definition).Number(basis).Number(head.Members).Number(head.Live).Number(head.ClosedMs)
            .Number(panes.Count);
        foreach (var pane in panes)
        {
            writer.Number(pane.EndMs).Number(pane.Contributing).Number(pane.Late).Number(pane.Totals.Length);
            foreach (ref readonly var total in pane.Totals.AsSpan())
            {
                TermSums.Write(writer, total);
            }
        }
    }

    /// <summary>URN of the derived twin that a partial is for.</summary>
    public static string TargetOf(RecordReader fields) => fields.RequiredText();

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PartialPicture Read(ref RecordReader fields)
    {
        var target = fields.RequiredText();
        var picture = new PartialPicture
        {
            Target = target,
            Definition = fields.RequiredText(),
            Basis = checked((int)fields.Number()),
            Head = new PartialHead(checked((int)fields.Number()), checked((int)fields.Number()), fields.Number()),
            Panes = [],
        };
        var count = fields.Number();
        if (count is < 0 or > PanesMax || picture.Head.Members < 0 || picture.Head.Live < 0)
        {
            throw new FormatException($"A partial of {target}: expected 0-{PanesMax} panes and no negative number of members.");
        }

        for (; count > 0; count--)
        {
            picture.Panes.Add(ReadPane(ref fields));
        }

        return picture;
    }

    private static PartialPane ReadPane(ref RecordReader fields)
    {
        var (end, contributing, late, terms) = (fields.Number(), fields.Number(), fields.Number(), fields.Number());
        if (terms is < 0 or > Formulas.FormulaSet.TermsMax || contributing < 0
            || end is < Windows.WindowRule.FirstMs or > Windows.WindowRule.LastMs + Windows.WindowRule.LongestMs)
        {
            throw new FormatException($"A partial has a pane that ends at {end} with {contributing} twins and {terms} sums.");
        }

        var sums = new TermSums[terms];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = TermSums.Read(ref fields);
        }

        return new PartialPane(end, contributing, late, sums);
    }
}

/// <summary>What a partition contributes to a pane.</summary>
/// <param name="EndMs">End of the pane, Unix milliseconds.</param>
/// <param name="Contributing">Its twins that contribute to the window that ends with the pane.</param>
/// <param name="Late">Its readings of that time that came too late.</param>
/// <param name="Sums">Sums of each term.</param>
internal sealed record PartialPane(long EndMs, long Contributing, long Late, TermSums[] Sums)
{
    /// <summary>Nothing is contributed: what was contributed before is taken back.</summary>
    public bool IsEmpty => Contributing == 0 && Late == 0 && Array.TrueForAll(Sums, static sums => sums.IsEmpty);
}
