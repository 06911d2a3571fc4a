namespace CityActors.Silo.History.Days;

/// <summary>
/// A day whose files are open. What it remembers beside them is read and changed under the writer's gate; queries read the files.
/// </summary>
/// <param name="number">Days since 1970-01-01 UTC.</param>
internal sealed class Day(long number)
{
    private volatile bool hasRollups;

    /// <summary>Days since 1970-01-01 UTC.</summary>
    public long Number { get; } = number;

    /// <summary>The file of raw readings that counts; null when there is none.</summary>
    public RawFile? RawFile { get; set; }

    /// <summary>Files of raw readings that it took the place of, and that are still open.</summary>
    public List<RawFile> Leaving { get; } = [];

    /// <summary>Catalog of raw readings; there is one only when <see cref="HasRaw"/>. Under the writer's gate: it may change.</summary>
    public string Raw => RawFile?.Catalog ?? throw new InvalidOperationException($"Day {Number} has no raw readings.");

    /// <summary>Catalog of roll-ups; there is one only when <see cref="HasRollups"/>.</summary>
    public string Rollups { get; } = DayNames.Catalog("rollup", number);

    /// <summary>Whether raw readings are kept of the day.</summary>
    public bool HasRaw => RawFile is not null;

    /// <summary>Whether roll-ups are kept of the day.</summary>
    public bool HasRollups { get => hasRollups; set => hasRollups = value; }

    /// <summary>Newest sequence of each partition of this generation whose rows of this day are durable.</summary>
    public Dictionary<int, long> Watermarks { get; } = [];

    /// <summary>Hours that have readings, by their start, Unix milliseconds.</summary>
    public SortedDictionary<long, DayHour> Hours { get; } = [];

    /// <summary>Readings that are in order and without duplicates.</summary>
    public long Ordered { get; set; }

    /// <summary>Readings that came since.</summary>
    public long Added { get; set; }

    /// <summary>Number of the newest transaction that put late readings into hours that were rolled up.</summary>
    public long Mark { get; set; }

    /// <summary>Whether a write failed, so that what is remembered here may not be what the file says.</summary>
    public bool IsDoubtful { get; set; }

    /// <summary>Whether its files are to be opened anew when nobody uses them.</summary>
    public bool IsMistrusted { get; set; }

    /// <summary>Who uses the day now.</summary>
    public int Users { get; set; }

    /// <summary>When it was used last, by a count of uses.</summary>
    public long UsedAt { get; set; }
}
