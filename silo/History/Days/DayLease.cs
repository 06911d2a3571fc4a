namespace CityActors.Silo.History.Days;

/// <summary>Keeps a day open while somebody works with it.</summary>
internal readonly struct DayLease(DayFiles files, Day day) : IDisposable
{
    /// <summary>The day.</summary>
    public Day Day { get; } = day;

    /// <inheritdoc/>
    public void Dispose() => files.Return(Day);
}
