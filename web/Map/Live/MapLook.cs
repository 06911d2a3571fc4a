using System.Collections.Immutable;

namespace CityActors.Web.Map.Live;

/// <summary>What somebody looks at.</summary>
/// <param name="West">WGS 84 degrees.</param>
/// <param name="South">WGS 84 degrees.</param>
/// <param name="East">WGS 84 degrees.</param>
/// <param name="North">WGS 84 degrees.</param>
/// <param name="Types">Types to show.</param>
internal sealed record MapLook(double West, double South, double East, double North, ImmutableArray<string> Types)
{
    /// <summary>Whether a place is in view.</summary>
    public bool Holds(double longitude, double latitude) =>
        longitude >= West && longitude <= East && latitude >= South && latitude <= North;
}

/// <summary>What a map shows.</summary>
/// <param name="IsLive">Every change is followed; else the view is too wide, and it is read again every few seconds.</param>
/// <param name="Shown">Twins shown.</param>
/// <param name="IsCut">Whether there are more in view than can be shown.</param>
/// <param name="Trouble">Whether the city could not be asked and is asked again.</param>
/// <param name="Dropped">Changes that came faster than they could be shown, since the page was opened; the view was read anew.</param>
internal readonly record struct MapFeedState(bool IsLive, int Shown, bool IsCut, bool Trouble, long Dropped);
