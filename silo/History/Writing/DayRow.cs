using CityActors.Grains.History;

namespace CityActors.Silo.History.Writing;

/// <summary>A row of a group, known by its place.</summary>
/// <param name="Job">Where it is.</param>
/// <param name="Index">Its number there.</param>
/// <param name="IsAgain">Whether an earlier row of the same channel and observedAt may exist.</param>
internal readonly record struct DayRow(HistoryJob Job, int Index, bool IsAgain)
{
    /// <summary>The row itself.</summary>
    public HistoryRow Row => Job.Batch.Rows[Index];
}
