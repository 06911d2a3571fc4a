using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.Fleet.Signals;

/// <summary>Weather and river of a synthetic city: functions of time, the same for every device that asks.</summary>
internal sealed class CityWeather(long seed)
{
    private const double ShowerHours = 2.5;
    private const double LunarHours = 12.4206;
    private const double DiurnalHours = 23.9345;

    /// <summary>Rain over the city, millimetres an hour, 0-60.</summary>
    public double Rain(DateTimeOffset at)
    {
        var wet = SmoothNoise.At(seed, DiceSubject.Weather, 1, LocalTime.Hours(at) / ShowerHours);
        return wet <= 0.25 ? 0 : Math.Round(60 * Math.Pow((wet - 0.25) / 0.75, 2), 1);
    }

    /// <summary>Rain of the last six hours that still runs off, 0-1.</summary>
    public double Runoff(DateTimeOffset at)
    {
        var sum = 0.0;
        for (var hours = 0; hours < 6; hours++)
        {
            sum += Rain(at.AddHours(-hours)) / (60.0 * (1 + hours));
        }

        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>Air temperature, degrees Celsius.</summary>
    public double Temperature(DateTimeOffset at) =>
        24 + (4.5 * Math.Sin((LocalTime.Hour(at) - 9) * Math.PI / 12)) - Math.Min(3, Rain(at) / 10)
        + (2.5 * SmoothNoise.At(seed, DiceSubject.Weather, 2, LocalTime.Hours(at) / 30));

    /// <summary>Relative humidity, 0-1.</summary>
    public double Humidity(DateTimeOffset at) =>
        Math.Clamp(0.72 - (0.14 * Math.Sin((LocalTime.Hour(at) - 9) * Math.PI / 12)) + Math.Min(0.2, Rain(at) / 100), 0.3, 1);

    /// <summary>Wind, metres a second.</summary>
    public double Wind(DateTimeOffset at) =>
        Math.Max(0, 2.4 + (1.8 * SmoothNoise.At(seed, DiceSubject.Weather, 3, LocalTime.Hours(at) / 4)));

    /// <summary>River above its datum, metres: two tides and what rain adds.</summary>
    public double River(DateTimeOffset at)
    {
        var hours = LocalTime.Hours(at);
        return 1.6 + (0.75 * Math.Sin(2 * Math.PI * hours / LunarHours)) + (0.35 * Math.Sin((2 * Math.PI * hours / DiurnalHours) + 1))
            + (0.9 * Runoff(at));
    }
}
