using System.Collections.Immutable;

namespace CityActors.Silo.Snapshots;

/// <summary>
/// The one row of a partition: who may publish, and which snapshots are there. It is replaced in one atomic step, and that step is
/// what publishes a snapshot; files that it does not lead to mean nothing.
/// </summary>
/// <param name="Epoch">Newest epoch taken; 0 before the first.</param>
/// <param name="NextNumber">Number of the next file; never used twice.</param>
/// <param name="Kept">Snapshots, oldest first; the last one is the newest published.</param>
internal sealed record SnapshotRow(long Epoch, long NextNumber, ImmutableArray<KeptSnapshot> Kept)
{
    private const string FileName = "current";
    private const string Magic = "CITYROW ";

    /// <summary>The row of a partition that has none yet.</summary>
    public static SnapshotRow Empty { get; } = new(0, 1, []);

    /// <summary>The newest published snapshot; null when there is none.</summary>
    public KeptSnapshot? Newest => Kept.IsEmpty ? null : Kept[^1];

    /// <summary>Reads the row of a partition's folder.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a newer version.</exception>
    public static SnapshotRow Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return !File.Exists(path) ? Empty : SealedFile.Read(path, Magic, static reader =>
        {
            var epoch = reader.ReadInt64();
            var next = reader.ReadInt64();
            var kept = ImmutableArray.CreateBuilder<KeptSnapshot>();
            for (var count = reader.ReadInt32(); count > 0; count--)
            {
                kept.Add(new KeptSnapshot(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64()));
            }

            return new SnapshotRow(epoch, next, kept.ToImmutable());
        });
    }

    /// <summary>Replaces the row of a partition's folder.</summary>
    public void Write(string folder) => SealedFile.Write(Path.Combine(folder, FileName), Magic, writer =>
    {
        writer.Write(Epoch);
        writer.Write(NextNumber);
        writer.Write(Kept.Length);
        foreach (var snapshot in Kept)
        {
            writer.Write(snapshot.Number);
            writer.Write(snapshot.Sequence);
            writer.Write(snapshot.TakenAtMs);
        }
    });
}

/// <summary>A snapshot that is kept.</summary>
/// <param name="Number">Number of its manifest.</param>
/// <param name="Sequence">Sequence it stands at.</param>
/// <param name="TakenAtMs">When it was published, Unix milliseconds.</param>
internal readonly record struct KeptSnapshot(long Number, long Sequence, long TakenAtMs);
