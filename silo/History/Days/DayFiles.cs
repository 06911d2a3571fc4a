namespace CityActors.Silo.History.Days;

/// <summary>
/// The files of all days: which there are, and which are open. A bounded number is open at a time; the one that was not used for the
/// longest time is closed for the next.
/// </summary>
internal sealed class DayFiles : IDisposable
{
    private readonly Lock gate = new();
    private readonly int openMax;
    private readonly DayFolder folder;
    private readonly DayOpener opener;
    private readonly Dictionary<long, Day> open = [];
    private long uses;

    /// <summary>Finds what is there, and removes what was left unfinished.</summary>
    /// <param name="engine">Files are attached to it.</param>
    /// <param name="folder">Where they lie.</param>
    /// <param name="generation">Generation of the log whose watermarks count.</param>
    /// <param name="openMax">Days that may be open at a time.</param>
    public DayFiles(DuckEngine engine, string folder, int generation, int openMax)
    {
        this.openMax = openMax;
        this.folder = new DayFolder(folder);
        opener = new DayOpener(engine.Open(), this.folder, generation);
        Sweep();
    }

    /// <summary>Days that have raw readings or that have roll-ups, ascending.</summary>
    public IReadOnlyList<long> DaysWith(string ending)
    {
        lock (gate)
        {
            return [.. ending == DayNames.RawEnding ? folder.Raw : folder.Rollups];
        }
    }

    /// <summary>Days from one to another, inclusive, that have raw readings or roll-ups, ascending.</summary>
    public IReadOnlyList<long> Between(long first, long last)
    {
        lock (gate)
        {
            return first > last
                ? []
                : [.. folder.Raw.GetViewBetween(first, last).Union(folder.Rollups.GetViewBetween(first, last)).Order()];
        }
    }

    /// <summary>Opens a day that is there; null when there is nothing of it.</summary>
    public DayLease? Find(long number)
    {
        lock (gate)
        {
            return folder.Raw.Contains(number) || folder.Rollups.Contains(number) ? Lease(Use(number)) : null;
        }
    }

    /// <summary>Opens a day for writing, making its file of raw readings when absent. Under the writer's gate.</summary>
    public DayLease Make(long number)
    {
        lock (gate)
        {
            var day = Use(number);
            if (!day.HasRaw)
            {
                opener.OpenRaw(day);
                folder.Found(number, 0);
                opener.Load(day);
            }

            Reassure(day);
            return Lease(day);
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
                folder.Rollups.Add(day.Number);
            }
        }
    }

    /// <summary>Reads again what is remembered of a day in use, when a write of it failed. Under the writer's gate.</summary>
    public void Reassure(Day day)
    {
        lock (gate)
        {
            OpenRawAgain(day);
            if (day is { HasRaw: true, IsDoubtful: true })
            {
                opener.Load(day);
            }
        }
    }

    /// <summary>
    /// Opens a day anew when its users are done: DuckDB may have given it up for good, as it does when tidying up meets a full disk.
    /// </summary>
    public void Mistrust(long number)
    {
        lock (gate)
        {
            if (open.TryGetValue(number, out var day))
            {
                day.IsMistrusted = true;
            }
        }
    }

    /// <summary>Where the next edition of a day's raw readings goes.</summary>
    public string PathOfNext(Day day)
    {
        lock (gate)
        {
            return folder.PathOf(day.Number, DayNames.RawEnding, folder.EditionOf(day.Number) + 1);
        }
    }

    /// <summary>
    /// Gives the next edition of a day's raw readings its name: from now on it counts. Under the writer's gate, and with the day in use.
    /// Whoever reads the edition before goes on with it. What comes next opens the new one, or fails: nothing goes into the old one.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="complete">A closed file with all readings of the day, durable.</param>
    public void TakeNext(Day day, string complete)
    {
        lock (gate)
        {
            File.Move(complete, PathOfNext(day));
            folder.Found(day.Number, folder.EditionOf(day.Number) + 1);
            day.Leaving.Add(day.RawFile!);
            day.RawFile = null;
        }
    }

    /// <summary>Closes and deletes files of raw readings whose place another one has taken and that nobody reads any more.</summary>
    public void Sweep()
    {
        lock (gate)
        {
            if (folder.Superseded.Count == 0)
            {
                return;
            }

            folder.Flush(); // the new name is on the disk before the old one goes
            foreach (var (number, edition) in folder.Superseded.ToList())
            {
                if (open.GetValueOrDefault(number)?.Leaving.Find(file => file.Edition == edition) is { } leaving)
                {
                    if (leaving.Users > 0)
                    {
                        continue;
                    }

                    opener.CloseRaw(number, leaving);
                    open[number].Leaving.Remove(leaving);
                }

                folder.DeleteSuperseded(number, edition);
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

            folder.Delete(number, ending);
            return true;
        }
    }

    /// <summary>Brings the names of new files to disk.</summary>
    public void FlushNames() => folder.Flush();

    /// <summary>Path of a file, for errors.</summary>
    public string PathOf(Day day, string ending)
    {
        lock (gate)
        {
            return folder.PathOf(day.Number, ending);
        }
    }

    /// <summary>Gives a day back.</summary>
    public void Return(Day day, RawFile? raw)
    {
        lock (gate)
        {
            day.Users--;
            raw?.Users -= 1;
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

    private DayLease Lease(Day day)
    {
        day.Users++;
        day.UsedAt = ++uses;
        day.RawFile?.Users += 1;
        return new DayLease(this, day, day.RawFile);
    }

    private Day Use(long number)
    {
        if (open.TryGetValue(number, out var day) && !(day.IsMistrusted && TryClose(day)))
        {
            OpenRawAgain(day);
            return day;
        }

        MakeRoom();
        return open[number] = Open(number);
    }

    private void OpenRawAgain(Day day)
    {
        // Between two editions, or the next one could not be opened.
        if (!day.HasRaw && folder.Raw.Contains(day.Number))
        {
            opener.OpenRaw(day);
            day.IsDoubtful = true;
            opener.Load(day);
        }
    }

    private Day Open(long number)
    {
        var day = new Day(number);
        try
        {
            if (folder.Rollups.Contains(number))
            {
                opener.OpenRollups(day);
            }

            if (folder.Raw.Contains(number))
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
