using CityActors.Domain.Changes;
using CityActors.Domain.Derivations.Merging;
using CityActors.Domain.Log;
using CityActors.Twins;

namespace CityActors.Domain.Derivations;

/// <summary>Makes records of what partitions say they contribute, for whoever carries it to the owner of the derived twin.</summary>
public static class PartialRecords
{
    /// <summary>Sub-kind of a record that says how far the changes of its own partition were carried.</summary>
    internal const byte CarriedSub = 1;

    /// <summary>The partition that a change of kind <see cref="ChangeKind.Partial"/> is for.</summary>
    public static int OwnerOf(ChangeReader change, int partitions) =>
        TwinId.PartitionOf(PartialPicture.TargetOf(change.Fields()), partitions);

    /// <summary>What a partition contributes, as a record of the partition that owns the derived twin.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="partition">The partition that said it.</param>
    /// <param name="change">Stands at its change.</param>
    public static void Partial(this RecordWriter writer, int partition, ChangeReader change)
    {
        writer.Begin(RecordKind.Partial).Number(partition).Number(change.Sequence).Number(change.Index);
        writer.Raw(change.Payload);
        writer.End();
    }

    /// <summary>The changes of the partition that the record is for were carried up to a sequence.</summary>
    public static void Carried(this RecordWriter writer, long upTo) =>
        writer.Begin(RecordKind.Partial, CarriedSub).Number(upTo).End();
}
