using CityActors.Silo.History.Days;

namespace CityActors.Silo.History;

/// <summary>Which days are kept.</summary>
internal sealed class HistoryHorizon(DuckDbHistoryOptions options, TimeProvider time)
{
    /// <summary>The last day that there is a date for.</summary>
    public static readonly long LastDay = DayNames.DayOf(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    /// <summary>The oldest day whose raw readings are kept.</summary>
    public long OldestRawDay => Today - options.RawDays;

    /// <summary>The oldest day whose roll-ups are kept.</summary>
    public long OldestRollupDay => Today - options.RollupDays;

    private long Today => DayNames.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
}
