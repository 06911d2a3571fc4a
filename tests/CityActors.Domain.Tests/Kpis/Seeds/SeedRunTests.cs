using CityActors.Domain.Changes;
using CityActors.Domain.Tests.Derivations;
using CityActors.Kpis;
using CityActors.Simulators.City.Plan;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Kpis.Seeds;

/// <summary>
/// Every KPI gets a value out of what the sample city measures: a night in which an hour, a day, a week and a month end, and before it a
/// day of air.
/// </summary>
public sealed class SeedRunTests
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    private static readonly DateTimeOffset Midnight = new(2026, 6, 1, 0, 0, 0, Vietnam);
    private static readonly Lazy<IReadOnlyList<DerivedPicture>> Said = new(Run);

    public static TheoryData<string> Kpis => [.. SeedFiles.Of("kpis").Select(static seed => seed.Id)];

    [Theory]
    [MemberData(nameof(Kpis))]
    public void Each_gets_a_value_in_the_sample_city(string kpi)
    {
        var closed = Said.Value.Where(said => said.Definition == kpi && said.Final).ToList();

        Assert.NotEmpty(closed);
        Assert.All(closed, said => Assert.StartsWith($"urn:ngsi-ld:{KpiValue.TwinType}:{kpi}:", said.Target, StringComparison.Ordinal));
        Assert.Contains(closed, static said => said.Values is [{ Channel: KpiValue.Channel, Value.Kind: ValueKind.Number }]);
    }

    [Fact]
    public void The_index_of_stations_names_its_dominant_pollutant()
    {
        var hours = Said.Value.Where(static said => said.Definition == "air-hourly" && said.Final).ToList();

        Assert.Contains(
            hours,
            static said => Value(said, "airQualityIndex").Number > 0 && Value(said, "dominantPollutant").Text is "PM2.5" or "PM10");
        Assert.Contains(
            Said.Value,
            static said => said.Definition == "air-daily" && said.Final && Value(said, "airQualityIndexDay").Kind == ValueKind.Number);
    }

    private static TwinValue Value(DerivedPicture said, string channel) => said.Values.First(value => value.Channel == channel).Value;

    private static List<DerivedPicture> Run()
    {
        var sample = new SampleCity(new PartitionedCity(3), Midnight.AddHours(-25));
        sample.City.DefineAir();
        foreach (var (id, json) in SeedFiles.Of("kpis"))
        {
            sample.City.Define(id, json);
        }

        sample.Run(Midnight.AddHours(-2), TimeSpan.FromMinutes(20), static kind => kind == EntityKind.AirStation);
        sample.Run(Midnight.AddMinutes(40), TimeSpan.FromMinutes(5), static _ => true);
        return sample.City.Derived;
    }
}
