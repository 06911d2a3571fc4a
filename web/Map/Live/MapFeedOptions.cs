namespace CityActors.Web.Map.Live;

/// <summary>How much one open map may take.</summary>
internal sealed record MapFeedOptions
{
    /// <summary>Cells followed at once; a wider view is read every few seconds instead.</summary>
    public int CellsMax { get; init; } = 160;

    /// <summary>Twins shown at once.</summary>
    public int PointsMax { get; init; } = 5_000;

    /// <summary>Twins that may have changed between two batches; beyond it the view is read anew.</summary>
    public int PendingMax { get; init; } = 10_000;

    /// <summary>Twins lit up in a batch.</summary>
    public int FreshMax { get; init; } = 200;

    /// <summary>Time between two batches: four a second, which the eye takes for movement.</summary>
    public TimeSpan Batch { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a view that is too wide to be followed is read.</summary>
    public TimeSpan Overview { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How often a followed view is read anew all the same: names of twins that appeared come with it.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait before asking again what could not be answered.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(2);
}
