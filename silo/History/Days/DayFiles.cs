using CityActors.Silo.Storage;

namespace CityActors.Silo.History.Days;

/// <summary>
/// The files of all days: which there are, and which are open. A bounded number is open at a time; the one that was not used for the
/// longest time is closed for the next.
/// </summary>
internal sealed class DayFiles : IDisposable
{
    private readonly Lock gate = new();
    private readonly string folder;
    private readonly int openMax;
    private readonly DayOpener opener;
    private readonly Dictionary<long, Day> open = [];
    private readonly SortedSet<long> raw = [];
    private readonly SortedSet<long> rollups = [];
    private long uses;

    /// <summary>Finds what is there, and removes what was left unfinished.</summary>
    /// <param name="engine">Files are attached to it.</param>
    /// <param name="folder">Where they lie.</param>
    /// <param name="generation">Generation of the log whose watermarks count.</param>
    /// <param name="openMax">Days that may be open at a time.</param>
    public DayFiles(DuckEngine engine, string folder, int generation, int openMax)
    {
        this.folder = folder;
        this.openMax = openMax;
        foreach (var path in Directory.GetFiles(folder))
        {
            var name = Path.GetFileName(path);
            var isOrphan = name.EndsWith(DayNames.LogEnding, StringComparison.Ordinal)
                && !File.Exists(path[..^DayNames.LogEnding.Length]);
            if (isOrphan || name.EndsWith(DurableFile.Unfinished, StringComparison.Ordinal))
            {
                File.Delete(path);
            }
            else if (DayNames.Read(name, DayNames.RawEnding) is { } rawDay)
            {
                raw.Add(rawDay);
            }
            else if (DayNames.Read(name, DayNames.RollupEnding) is { } rollupDay)
            {
                rollups.Add(rollupDay);
            }
        }

        opener = new DayOpener(engine.Open(), folder, generation);
    }

    /// <summary>Days that have raw readings, ascending.</summary>
    public IReadOnlyList<long> RawDays
    {
        get
        {
            lock (gate)
            {
                return [.. raw];
            }
        }
    }

    /// <summary>Days that have roll-ups, ascending.</summary>
    public IReadOnlyList<long> RollupDays
    {
        get
        {
            lock (gate)
            {
                return [.. rollups];
            }
        }
    }

    /// <summary>Days from one to another, inclusive, that have raw readings or roll-ups, ascending.</summary>
    public IReadOnlyList<long> Between(long first, long last)
    {
        lock (gate)
        {
            return first > last ? [] : [.. raw.GetViewBetween(first, last).Union(rollups.GetViewBetween(first, last)).Order()];
        }
    }

    /// <summary>Opens a day that is there; null when there is nothing of it.</summary>
    public DayLease? Find(long number)
    {
        lock (gate)
        {
            return raw.Contains(number) || rollups.Contains(number) ? new DayLease(this, Use(number)) : null;
        }
    }

    /// <summary>Opens a day for writing, making its file of raw readings when absent. Under the writer's gate.</summary>
    public DayLease Make(long number)
    {
        lock (gate)
        {
            var day = Use(number);
            try
            {
                if (!day.HasRaw)
                {
                    opener.OpenRaw(day);
                    raw.Add(number);
                    opener.Load(day);
                }

                Reassure(day);
            }
            catch
            {
                day.Users--;
                throw;
            }

            return new DayLease(this, day);
        }
    }

    /// <summary>Makes the file of roll-ups of a day in use when absent.</summary>
    public void MakeRollups(Day day)
    {
        lock (gate)
        {
            if (!day.HasRollups)
            {
                opener.OpenRollups(day);
                rollups.Add(day.Number);
            }
        }
    }

    /// <summary>Reads again what is remembered of a day in use, when a write of it failed. Under the writer's gate.</summary>
    public void Reassure(Day day)
    {
        lock (gate)
        {
            if (day is { HasRaw: true, IsDoubtful: true })
            {
                opener.Load(day);
            }
        }
    }

    /// <summary>Closes a day and deletes one of its files; false when somebody uses the day.</summary>
    public bool TryDelete(long number, string ending)
    {
        lock (gate)
        {
            if (open.TryGetValue(number, out var day) && !TryClose(day))
            {
                return false;
            }

            // The log first: one without its file would be taken for the log of the next file of that name.
            var path = opener.PathOf(number, ending);
            File.Delete(path + DayNames.LogEnding);
            File.Delete(path);
            (ending == DayNames.RawEnding ? raw : rollups).Remove(number);
            return true;
        }
    }

    /// <summary>Brings the names of new files to disk.</summary>
    public void FlushNames() => DurableFile.FlushFolder(folder);

    /// <summary>Path of a file, for errors.</summary>
    public string PathOf(Day day, string ending) => opener.PathOf(day.Number, ending);

    /// <summary>Gives a day back.</summary>
    public void Return(Day day)
    {
        lock (gate)
        {
            day.Users--;
        }
    }

    /// <summary>Closes all. Nobody may use them any more.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var day in open.Values)
            {
                opener.Close(day);
            }

            open.Clear();
            opener.Dispose();
        }
    }

    private Day Use(long number)
    {
        if (!open.TryGetValue(number, out var day))
        {
            MakeRoom();
            day = Open(number);
            open[number] = day;
        }

        day.Users++;
        day.UsedAt = ++uses;
        return day;
    }

    private Day Open(long number)
    {
        var day = new Day(number);
        try
        {
            if (rollups.Contains(number))
            {
                opener.OpenRollups(day);
            }

            if (raw.Contains(number))
            {
                opener.OpenRaw(day);
                opener.Load(day);
            }

            return day;
        }
        catch
        {
            opener.Close(day);
            throw;
        }
    }

    private void MakeRoom()
    {
        // There are more places than users, so one is always free to go.
        while (open.Count >= openMax && open.Values.Where(static day => day.Users == 0).MinBy(static day => day.UsedAt) is { } oldest)
        {
            TryClose(oldest);
        }
    }

    private bool TryClose(Day day)
    {
        if (day.Users > 0)
        {
            return false;
        }

        open.Remove(day.Number);
        opener.Close(day);
        return true;
    }
}
