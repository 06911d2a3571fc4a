using CityActors.Map;

namespace CityActors.Web.Map.Live;

/// <summary>Where a map is drawn.</summary>
internal interface IMapScreen
{
    /// <summary>Shows these twins and no others.</summary>
    Task Replace(IReadOnlyCollection<MapPoint> points, bool isClustered, CancellationToken left);

    /// <summary>Shows what changed; returns when it has been drawn, so that a slow browser is not flooded.</summary>
    Task Apply(MapBatch batch, CancellationToken left);

    /// <summary>Says how the feed stands.</summary>
    Task Say(MapFeedState state);
}
