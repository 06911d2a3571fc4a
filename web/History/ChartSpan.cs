namespace CityActors.Web.History;

/// <summary>A span that a chart can show.</summary>
/// <param name="Name">Key of its text.</param>
/// <param name="Length">How far back it goes.</param>
internal sealed record ChartSpan(string Name, TimeSpan Length)
{
    /// <summary>All of them, the first one being shown at once.</summary>
    public static readonly IReadOnlyList<ChartSpan> All =
    [
        new("Hour", TimeSpan.FromHours(1)),
        new("Day", TimeSpan.FromHours(24)),
        new("Week", TimeSpan.FromDays(7)),
    ];
}
