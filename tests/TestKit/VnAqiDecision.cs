namespace CityActors.TestKit;

/// <summary>
/// VN_AQI of one station, worked out a second time from the words of QĐ 1459/QĐ-TCMT alone and in decimals, to compare with. Hours are
/// numbered since 1970 in UTC by their end, as the decision labels them.
/// </summary>
/// <param name="hours">By hour, by pollutant (pm25, pm10, so2, no2, co, o3) the mean of the hour, µg/m³; what is missing is absent.</param>
public sealed class VnAqiDecision(IReadOnlyDictionary<long, IReadOnlyDictionary<string, decimal>> hours)
{
    // Bảng 2. Row by row: I, then the columns.
    private static readonly decimal[] I = [0, 50, 100, 150, 200, 300, 400, 500];

    private static readonly Dictionary<string, decimal[]> Bp = new()
    {
        ["o3"] = [0, 160, 200, 300, 400, 800, 1000, 1200],
        ["o3 8h"] = [0, 100, 120, 170, 210, 400],
        ["co"] = [0, 10000, 30000, 45000, 60000, 90000, 120000, 150000],
        ["so2"] = [0, 125, 350, 550, 800, 1600, 2100, 2630],
        ["no2"] = [0, 100, 200, 700, 1200, 2350, 3100, 3850],
        ["pm10"] = [0, 50, 150, 250, 350, 420, 500, 600],
        ["pm25"] = [0, 25, 50, 80, 150, 250, 350, 500],
    };

    /// <summary>AQI^h; null where it cannot be worked out, or the station said nothing in that hour.</summary>
    public int? OfHour(long hour)
    {
        if (!hours.ContainsKey(hour))
        {
            return null;
        }

        var dust = new[] { Aqi("pm25", NowCast("pm25", hour)), Aqi("pm10", NowCast("pm10", hour)) };
        var gases = new[] { "so2", "co", "no2", "o3" }.Select(gas => Aqi(gas, Mean(gas, hour)));
        return Together(dust, gases);
    }

    /// <summary>AQI^d of the twenty-four hours that end with an hour; at least eighteen of them are asked for.</summary>
    public int? OfDay(long last)
    {
        var day = Enumerable.Range(0, 24).Select(back => last - back).ToArray();
        var dust = new[] { Aqi("pm25", Average(day, "pm25")), Aqi("pm10", Average(day, "pm10")) };
        var gases = new[] { "so2", "co", "no2" }.Select(gas => Aqi(gas, Largest(day.Select(hour => Mean(gas, hour)))));
        var ozone = Aqi("o3", Largest(day.Select(hour => Mean("o3", hour))));
        var ozone8 = Largest(day.Select(EightHours));
        return Together(dust, [.. gases, ozone, ozone8 > 400 ? null : Aqi("o3 8h", ozone8)]);
    }

    private static int? Together(IEnumerable<decimal?> dust, IEnumerable<decimal?> gases)
    {
        var all = dust.Concat(gases).OfType<decimal>().ToList();
        return dust.Any(static one => one is not null) ? (int)Math.Floor(all.Max() + 0.5m) : null;
    }

    private static decimal? Aqi(string pollutant, decimal? concentration)
    {
        if (concentration is not { } c)
        {
            return null;
        }

        var bp = Bp[pollutant];
        var i = Array.FindLastIndex(bp, bound => bound <= c);
        return i == bp.Length - 1 ? I[i] : (I[i + 1] - I[i]) / (bp[i + 1] - bp[i]) * (c - bp[i]) + I[i];
    }

    private static decimal? Largest(IEnumerable<decimal?> values)
    {
        var known = values.OfType<decimal>().ToList();
        return known.Count >= 18 ? known.Max() : null;
    }

    private decimal? Mean(string pollutant, long hour) =>
        hours.TryGetValue(hour, out var values) && values.TryGetValue(pollutant, out var mean) ? mean : null;

    private decimal? Average(long[] day, string pollutant)
    {
        var known = day.Select(hour => Mean(pollutant, hour)).OfType<decimal>().ToList();
        return known.Count >= 18 ? known.Average() : null;
    }

    // Six of eight hours are asked for, and that the station said something in the last of them.
    private decimal? EightHours(long hour)
    {
        var known = Enumerable.Range(0, 8).Select(back => Mean("o3", hour - back)).OfType<decimal>().ToList();
        return hours.ContainsKey(hour) && known.Count >= 6 ? known.Average() : null;
    }

    private decimal? NowCast(string pollutant, long hour)
    {
        var c = Enumerable.Range(0, 12).Select(back => Mean(pollutant, hour - back)).ToArray();
        if (c.Take(3).Count(static one => one is not null) < 2)
        {
            return null;
        }

        var (min, max) = (c.Min()!.Value, c.Max()!.Value);
        var star = max == 0 ? 1 : min / max;
        var w = star <= 0.5m ? 0.5m : star;
        var (sum, weights, power) = (0m, 0m, 1m);
        foreach (var one in c)
        {
            sum += power * (one ?? 0);
            weights += one is null ? 0 : power;
            power *= w;
        }

        return w > 0.5m ? sum / weights : sum / 2;
    }
}
