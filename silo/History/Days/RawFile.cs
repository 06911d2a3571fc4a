namespace CityActors.Silo.History.Days;

/// <summary>
/// A file of raw readings that is open. A day has one that counts; those it took the place of stay open until their users are done.
/// </summary>
/// <param name="day">Days since 1970-01-01 UTC.</param>
/// <param name="edition">Number of times that the day's readings were put in order.</param>
internal sealed class RawFile(long day, int edition)
{
    /// <summary>Number of times that the day's readings were put in order.</summary>
    public int Edition { get; } = edition;

    /// <summary>Name under which it is attached.</summary>
    public string Catalog { get; } = DayNames.Catalog("raw", day) + (edition == 0 ? "" : $"e{DayNames.Text(edition)}");

    /// <summary>Who uses it now.</summary>
    public int Users { get; set; }
}
