namespace CityActors.Silo.History.Days;

/// <summary>Keeps a day open while somebody works with it, with the file of raw readings that counted when the work began.</summary>
internal readonly struct DayLease(DayFiles files, Day day, RawFile? raw) : IDisposable
{
    /// <summary>The day.</summary>
    public Day Day { get; } = day;

    /// <summary>Catalog of raw readings; null when there are none. It stays readable, also when another file takes its place.</summary>
    public string? Raw => raw?.Catalog;

    /// <inheritdoc/>
    public void Dispose() => files.Return(Day, raw);
}
