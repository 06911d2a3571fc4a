using CityActors.Simulators.Reach;

namespace CityActors.Simulators.Scorecards;

/// <summary>Holds what history has against what was sent.</summary>
/// <param name="Stored">Readings found.</param>
/// <param name="Lost">Acknowledged readings not found.</param>
/// <param name="Duplicated">Readings found once too often.</param>
/// <param name="Unexpected">Points that were not sent.</param>
internal readonly record struct SeriesTally(long Stored, long Lost, long Duplicated, long Unexpected)
{
    /// <summary>Counts one series.</summary>
    public static SeriesTally Of(ExpectedSeries expected, IEnumerable<PastPoint> found)
    {
        var counts = new Dictionary<(long, string), int>();
        foreach (var point in found)
        {
            var key = (point.AtMs, point.Value);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        var (stored, lost, duplicated) = (0L, 0L, 0L);
        foreach (var point in expected.Points)
        {
            if (counts.Remove((point.AtMs, PastPoint.Text(point.Value)), out var times))
            {
                stored++;
                duplicated += times - 1;
            }
            else if (point.MustBeThere)
            {
                lost++;
            }
        }

        return new SeriesTally(stored, lost, duplicated, counts.Values.Sum());
    }

    /// <summary>Both together.</summary>
    public static SeriesTally operator +(SeriesTally one, SeriesTally other) => new(
        one.Stored + other.Stored, one.Lost + other.Lost, one.Duplicated + other.Duplicated, one.Unexpected + other.Unexpected);
}
