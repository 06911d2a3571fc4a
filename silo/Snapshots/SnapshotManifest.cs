using CityActors.Domain.Snapshots;

namespace CityActors.Silo.Snapshots;

/// <summary>What a snapshot consists of: for each page the file, the place in it and the hash.</summary>
internal sealed class SnapshotManifest
{
    private const string Magic = "CITYSNAP";

    private SnapshotManifest(SnapshotCapture about, Dictionary<(int Section, int Index), PagePlace> pages)
    {
        About = about;
        Pages = pages;
    }

    /// <summary>Everything about the snapshot but its pages.</summary>
    public SnapshotCapture About { get; }

    /// <summary>Where its pages are.</summary>
    public Dictionary<(int Section, int Index), PagePlace> Pages { get; }

    /// <summary>Numbers of the page files that it needs.</summary>
    public IEnumerable<long> Files => Pages.Values.Select(static place => place.File).Distinct();

    /// <summary>
    /// The manifest of a capture: its own pages at their places, the others where the manifest before has them, without pages that
    /// the sections have shrunk by.
    /// </summary>
    /// <exception cref="InvalidDataException">A page of the whole picture is neither in the capture nor in the one before.</exception>
    public static SnapshotManifest Of(
        SnapshotCapture capture, IReadOnlyDictionary<(int Section, int Index), PagePlace> own, SnapshotManifest? before)
    {
        var pages = new Dictionary<(int Section, int Index), PagePlace>();
        for (var section = 0; section < capture.PageCounts.Length; section++)
        {
            for (var index = 0; index < capture.PageCounts[section]; index++)
            {
                if (own.TryGetValue((section, index), out var place)
                    || (before is not null && before.Pages.TryGetValue((section, index), out place)))
                {
                    pages.Add((section, index), place);
                    continue;
                }

                throw new InvalidDataException(
                    $"The capture of partition {capture.Partition} at {capture.Sequence} says section {section} has " +
                    $"{capture.PageCounts[section]} pages, page {index} is neither in it nor in the snapshot before.");
            }
        }

        return new SnapshotManifest(WithPages(capture, []), pages);
    }

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidDataException">It is missing, damaged, or of a newer version; the sentence names it.</exception>
    public static SnapshotManifest Read(string path) => SealedFile.Read(path, Magic, static reader =>
    {
        var about = new SnapshotCapture
        {
            Generation = reader.ReadInt32(),
            Partition = reader.ReadInt32(),
            Sequence = reader.ReadInt64(),
            FoldVersion = reader.ReadInt32(),
            StateHash = reader.ReadUInt64(),
            Full = true,
            PageCounts = ReadCounts(reader),
            Pages = [],
        };
        var pages = new Dictionary<(int Section, int Index), PagePlace>();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            pages.Add(
                (reader.ReadInt32(), reader.ReadInt32()),
                new PagePlace(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32(), reader.ReadUInt64()));
        }

        return new SnapshotManifest(about, pages);
    });

    /// <summary>Writes the manifest, whole or not at all.</summary>
    public void Write(string path) => SealedFile.Write(path, Magic, writer =>
    {
        writer.Write(About.Generation);
        writer.Write(About.Partition);
        writer.Write(About.Sequence);
        writer.Write(About.FoldVersion);
        writer.Write(About.StateHash);
        writer.Write(About.PageCounts.Length);
        Array.ForEach(About.PageCounts, writer.Write);
        writer.Write(Pages.Count);
        foreach (var ((section, index), place) in Pages)
        {
            writer.Write(section);
            writer.Write(index);
            writer.Write(place.File);
            writer.Write(place.Offset);
            writer.Write(place.Length);
            writer.Write(place.Hash);
        }
    });

    /// <summary>The snapshot with its pages.</summary>
    public SnapshotCapture WithPages(IReadOnlyList<SnapshotPage> pages) => WithPages(About, pages);

    private static SnapshotCapture WithPages(SnapshotCapture about, IReadOnlyList<SnapshotPage> pages) => new()
    {
        Generation = about.Generation,
        Partition = about.Partition,
        Sequence = about.Sequence,
        FoldVersion = about.FoldVersion,
        StateHash = about.StateHash,
        Full = true,
        PageCounts = about.PageCounts,
        Pages = pages,
    };

    private static int[] ReadCounts(BinaryReader reader)
    {
        var counts = new int[reader.ReadInt32()];
        for (var section = 0; section < counts.Length; section++)
        {
            counts[section] = reader.ReadInt32();
        }

        return counts;
    }
}

/// <summary>Where a page is.</summary>
/// <param name="File">Number of the page file.</param>
/// <param name="Offset">Its first byte in it.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Hash">XXH3 of its bytes.</param>
internal readonly record struct PagePlace(long File, long Offset, int Length, ulong Hash);
