using System.Collections.Immutable;

namespace CityActors.Alerts;

/// <summary>
/// Folds the alerts of one rule family in one area into incidents, each alert once. Keyed by <c>{family}|{area}</c>. The decision is
/// durable before the incident is told, and never made again: replay only tells it once more.
/// </summary>
[Alias("city.ICorrelatorGrain")]
public interface ICorrelatorGrain : IGrainWithStringKey
{
    /// <summary>Takes news of alerts, in their order. The city's own: told by alerts until it is acknowledged.</summary>
    [Alias("Hear")]
    Task Hear(ImmutableArray<AlertNews> news);
}

/// <summary>What an alert tells its correlator.</summary>
/// <param name="Alert">The alert as it stood.</param>
/// <param name="IsOver">False: it asks to be folded. True: it is cleared, or hidden by a suppression window.</param>
[GenerateSerializer, Immutable, Alias("city.AlertNews")]
public sealed record AlertNews([property: Id(0)] AlertState Alert, [property: Id(1)] bool IsOver);
