using CityActors.Domain.Snapshots;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Snapshots;

/// <summary>The snapshots of one partition in one folder. Not for concurrent use.</summary>
internal sealed class PartitionFolder
{
    private const string ManifestEnding = ".manifest";

    private readonly string folder;
    private readonly FolderSnapshotOptions options;
    private SnapshotRow row;

    /// <summary>Opens the folder, making it when absent, and clears away what a crash left unfinished.</summary>
    /// <exception cref="InvalidDataException">The partition's row is damaged, or of a newer version.</exception>
    public PartitionFolder(string folder, FolderSnapshotOptions options)
    {
        this.folder = folder;
        this.options = options;
        Directory.CreateDirectory(folder);
        DurableFile.FlushFolder(Path.GetDirectoryName(folder)!);
        row = SnapshotRow.Read(folder);
        RemoveUnneeded();
    }

    /// <summary>Sequence of the oldest snapshot; -1 when there is none.</summary>
    public long OldestKept => row.Kept.IsEmpty ? -1 : row.Kept.Min(static snapshot => snapshot.Sequence);

    /// <summary>Takes the next epoch.</summary>
    public long TakeEpoch()
    {
        Become(row with { Epoch = row.Epoch + 1 });
        return row.Epoch;
    }

    /// <summary>The newest snapshot; null when there is none.</summary>
    public SnapshotCapture? Load()
    {
        if (row.Newest is not { } newest)
        {
            return null;
        }

        try
        {
            return Load(newest);
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataException($"{cause.Message} {OlderWhole()}", cause);
        }
    }

    /// <summary>Writes and publishes a snapshot; false when the epoch is old.</summary>
    public bool Publish(long epoch, SnapshotCapture capture, long nowMs)
    {
        if (epoch != row.Epoch)
        {
            return false;
        }

        var number = row.NextNumber;
        var before = capture.Full ? null : Before(capture);
        var manifest = SnapshotManifest.Of(capture, PageFiles.Write(folder, number, capture.Pages), before);
        if (IsSpreadTooThin(manifest))
        {
            // The file just written is not referenced by anybody yet; it goes with the next clearing.
            var pages = PageFiles.Read(folder, manifest);
            number++;
            manifest = SnapshotManifest.Of(capture, PageFiles.Write(folder, number, pages), null);
        }

        manifest.Write(ManifestOf(number));
        DurableFile.FlushFolder(folder);
        var all = row.Kept.Add(new KeptSnapshot(number, capture.Sequence, nowMs));
        Become(row with
        {
            NextNumber = number + 1,
            Kept = [.. SnapshotLadder.Keep(all, nowMs, options.NewestKept, options.HoursKept)],
        });
        RemoveUnneeded();
        return true;
    }

    private SnapshotManifest Before(SnapshotCapture capture)
    {
        if (row.Newest is not { } newest)
        {
            throw new InvalidOperationException(
                $"Partition {capture.Partition}: the first capture must be full, the one at {capture.Sequence} is not.");
        }

        var before = SnapshotManifest.Read(ManifestOf(newest.Number));
        if (before.About.Generation != capture.Generation || newest.Sequence > capture.Sequence)
        {
            throw new InvalidOperationException(
                $"Partition {capture.Partition}: the capture at generation {capture.Generation}, sequence {capture.Sequence} cannot " +
                $"build on the snapshot at {before.About.Generation}, {newest.Sequence}; take a full one.");
        }

        return before;
    }

    private bool IsSpreadTooThin(SnapshotManifest manifest)
    {
        var files = manifest.Files.ToList();
        var needed = manifest.Pages.Values.Sum(static place => (long)place.Length);
        var held = files.Sum(file => new FileInfo(PageFiles.PathOf(folder, file)).Length);
        return files.Count > options.FilesMax || held - needed > held * options.GarbageMax;
    }

    private SnapshotCapture Load(KeptSnapshot snapshot)
    {
        var manifest = SnapshotManifest.Read(ManifestOf(snapshot.Number));
        return manifest.WithPages(PageFiles.Read(folder, manifest));
    }

    private string OlderWhole()
    {
        for (var i = row.Kept.Length - 2; i >= 0; i--)
        {
            try
            {
                Load(row.Kept[i]);
                return $"The older snapshot {ManifestOf(row.Kept[i].Number)} at sequence {row.Kept[i].Sequence} is whole.";
            }
            catch (InvalidDataException)
            {
                // Damaged too: an older one may be whole.
            }
        }

        return "No older snapshot is whole.";
    }

    private void Become(SnapshotRow next)
    {
        next.Write(folder);
        DurableFile.FlushFolder(folder);
        row = next;
    }

    private void RemoveUnneeded()
    {
        var needed = new HashSet<string>();
        foreach (var snapshot in row.Kept)
        {
            needed.Add(ManifestOf(snapshot.Number));
            try
            {
                needed.UnionWith(SnapshotManifest.Read(ManifestOf(snapshot.Number)).Files.Select(file => PageFiles.PathOf(folder, file)));
            }
            catch (InvalidDataException)
            {
                return; // what a damaged manifest leads to is not known: nothing is removed until it is off the ladder
            }
        }

        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var isOurs = file.EndsWith(PageFiles.Ending, StringComparison.Ordinal)
                || file.EndsWith(ManifestEnding, StringComparison.Ordinal)
                || file.EndsWith(DurableFile.Unfinished, StringComparison.Ordinal);
            if (isOurs && !needed.Contains(file))
            {
                File.Delete(file);
            }
        }
    }

    private string ManifestOf(long number) => Path.Combine(folder, $"{number:D12}{ManifestEnding}");
}
