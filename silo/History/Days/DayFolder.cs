using CityActors.Silo.Storage;

namespace CityActors.Silo.History.Days;

/// <summary>
/// Which files of days there are. Of a day's raw readings the latest edition counts: it got its name when it was complete, and nothing
/// was written into an earlier one afterwards. Used under the lock of <see cref="DayFiles"/>.
/// </summary>
internal sealed class DayFolder
{
    private readonly string folder;
    private readonly Dictionary<long, int> editions = [];
    private readonly HashSet<(long Day, int Edition)> superseded = [];

    /// <summary>Finds what is there, and removes what was left unfinished.</summary>
    public DayFolder(string folder)
    {
        this.folder = folder;
        foreach (var path in Directory.GetFiles(folder))
        {
            if (IsLeftOver(path))
            {
                File.Delete(path);
            }
            else if (DayNames.Read(Path.GetFileName(path), DayNames.RawEnding) is var (rawDay, edition))
            {
                Found(rawDay, edition);
            }
            else if (DayNames.Read(Path.GetFileName(path), DayNames.RollupEnding) is var (rollupDay, _))
            {
                Rollups.Add(rollupDay);
            }
        }
    }

    /// <summary>Days that have raw readings.</summary>
    public SortedSet<long> Raw { get; } = [];

    /// <summary>Days that have roll-ups.</summary>
    public SortedSet<long> Rollups { get; } = [];

    /// <summary>Files of raw readings whose place another one has taken.</summary>
    public IReadOnlyCollection<(long Day, int Edition)> Superseded => superseded;

    /// <summary>The edition of a day's raw readings that counts.</summary>
    public int EditionOf(long day) => editions.GetValueOrDefault(day);

    /// <summary>A later edition has its name now.</summary>
    public void Found(long day, int edition)
    {
        if (!Raw.Add(day))
        {
            superseded.Add((day, Math.Min(EditionOf(day), edition)));
        }

        editions[day] = Math.Max(EditionOf(day), edition);
    }

    /// <summary>Path of the file of a day that counts.</summary>
    public string PathOf(long day, string ending) => PathOf(day, ending, ending == DayNames.RawEnding ? EditionOf(day) : 0);

    /// <summary>Path of an edition.</summary>
    public string PathOf(long day, string ending, int edition) => Path.Combine(folder, DayNames.Of(day, ending, edition));

    /// <summary>Deletes a file whose place another one has taken.</summary>
    public void DeleteSuperseded(long day, int edition)
    {
        DayNames.Delete(PathOf(day, DayNames.RawEnding, edition));
        superseded.Remove((day, edition));
    }

    /// <summary>Deletes the raw readings or the roll-ups of a day.</summary>
    public void Delete(long day, string ending)
    {
        if (ending == DayNames.RawEnding)
        {
            // Earlier editions first: one that stayed alone would count again.
            foreach (var (_, edition) in superseded.Where(one => one.Day == day).ToList())
            {
                DeleteSuperseded(day, edition);
            }
        }

        DayNames.Delete(PathOf(day, ending));
        (ending == DayNames.RawEnding ? Raw : Rollups).Remove(day);
        if (ending == DayNames.RawEnding)
        {
            editions.Remove(day);
        }
    }

    /// <summary>Brings names to disk.</summary>
    public void Flush() => DurableFile.FlushFolder(folder);

    private static bool IsLeftOver(string path) =>
        (DayNames.FileOfLog(path) ?? path).EndsWith(DurableFile.Unfinished, StringComparison.Ordinal)
        || (DayNames.FileOfLog(path) is { } file && !File.Exists(file));
}
