using CityActors.Domain.Derivations.Sums;
using CityActors.Domain.Log;

namespace CityActors.Domain.Derivations.Merging;

/// <summary>What all partitions contribute to a pane of a derived twin.</summary>
internal sealed class MergedPane
{
    /// <summary>End of the pane, Unix milliseconds.</summary>
    public required long EndMs { get; init; }

    /// <summary>The newest partial of each partition, in the order of their numbers.</summary>
    public SortedDictionary<int, PartialPane> Parts { get; } = [];

    /// <summary>Adds the sums of all partitions.</summary>
    public void AddTo(TermSums[] sums)
    {
        foreach (var part in Parts.Values)
        {
            for (var i = 0; i < sums.Length && i < part.Sums.Length; i++)
            {
                sums[i].Merge(part.Sums[i]);
            }
        }
    }

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, MergedPane pane)
    {
        writer.Number(pane.EndMs).Number(pane.Parts.Count);
        foreach (var (partition, part) in pane.Parts)
        {
            writer.Number(partition).Number(part.Contributing).Number(part.Late).Number(part.Sums.Length);
            foreach (ref readonly var sums in part.Sums.AsSpan())
            {
                TermSums.Write(writer, sums);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static MergedPane Read(ref RecordReader fields)
    {
        var pane = new MergedPane { EndMs = fields.Number() };
        for (var count = fields.Number(); count > 0; count--)
        {
            var (partition, contributing, late) = ((int)fields.Number(), fields.Number(), fields.Number());
            var sums = new TermSums[fields.Number()];
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] = TermSums.Read(ref fields);
            }

            pane.Parts.Add(partition, new PartialPane(pane.EndMs, contributing, late, sums));
        }

        return pane;
    }
}
