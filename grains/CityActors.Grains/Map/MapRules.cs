using CityActors.Map;

namespace CityActors.Grains.Map;

/// <summary>What views of the map can be asked for.</summary>
internal static class MapRules
{
    /// <summary>Most points of a view.</summary>
    public const int PointsMax = 100_000;

    private const int TypesMax = 100;

    /// <summary>A view must be a box on the globe with a limit.</summary>
    /// <exception cref="ArgumentException">Names what was expected and what came.</exception>
    public static void Check(MapView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (!(view.West >= -180 && view.East <= 180 && view.West <= view.East
            && view.South >= -90 && view.North <= 90 && view.South <= view.North))
        {
            throw new ArgumentException(
                $"Expected west <= east in [-180, 180] and south <= north in [-90, 90], got {view.West}, "
                    + $"{view.South}, {view.East}, {view.North}.");
        }

        if (view.Most is < 1 or > PointsMax)
        {
            throw new ArgumentException($"Expected at most 1-{PointsMax} points, got {view.Most}.");
        }

        if (view.Types.IsDefault || view.Types.Length > TypesMax)
        {
            throw new ArgumentException($"Expected at most {TypesMax} types.");
        }
    }
}
