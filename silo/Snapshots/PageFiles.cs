using System.IO.Hashing;
using CityActors.Domain.Snapshots;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Snapshots;

/// <summary>The page files of a partition's folder: pages one after the other, never changed once they are written.</summary>
internal static class PageFiles
{
    /// <summary>Ending of a page file.</summary>
    public const string Ending = ".pages";

    /// <summary>Path of a page file.</summary>
    public static string PathOf(string folder, long number) => Path.Combine(folder, $"{number:D12}{Ending}");

    /// <summary>Writes pages into a new file, whole or not at all.</summary>
    public static Dictionary<(int Section, int Index), PagePlace> Write(string folder, long number, IReadOnlyList<SnapshotPage> pages)
    {
        var places = new Dictionary<(int Section, int Index), PagePlace>(pages.Count);
        DurableFile.Write(PathOf(folder, number), file =>
        {
            var offset = 0L;
            foreach (var page in pages)
            {
                file.Write(page.Bytes.Span);
                places.Add(
                    (page.Section, page.Index),
                    new PagePlace(number, offset, page.Bytes.Length, XxHash3.HashToUInt64(page.Bytes.Span)));
                offset += page.Bytes.Length;
            }
        });
        return places;
    }

    /// <summary>Reads and proves the pages of a manifest, in the order of section and index.</summary>
    /// <exception cref="InvalidDataException">A page is missing or its hash does not fit; the sentence names file and page.</exception>
    public static List<SnapshotPage> Read(string folder, SnapshotManifest manifest)
    {
        var pages = new List<SnapshotPage>(manifest.Pages.Count);
        foreach (var file in manifest.Pages.GroupBy(static page => page.Value.File))
        {
            var path = PathOf(folder, file.Key);
            if (!File.Exists(path))
            {
                var first = file.First().Key;
                throw new InvalidDataException(
                    $"The page file {path} is missing: it holds page {first.Index} of section {first.Section} and "
                        + $"{file.Count() - 1} more.");
            }

            using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
            foreach (var ((section, index), place) in file.OrderBy(static page => page.Value.Offset))
            {
                var bytes = new byte[place.Length];
                if (RandomAccess.Read(handle, bytes, place.Offset) != bytes.Length || XxHash3.HashToUInt64(bytes) != place.Hash)
                {
                    throw new InvalidDataException(
                        $"The page file {path} is damaged: page {index} of section {section}, {place.Length} bytes from " +
                        $"{place.Offset} on, is cut off or its hash does not fit.");
                }

                pages.Add(new SnapshotPage(section, index, bytes));
            }
        }

        pages.Sort(static (a, b) => (a.Section, a.Index).CompareTo((b.Section, b.Index)));
        return pages;
    }
}
