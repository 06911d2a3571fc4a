using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Tests.Kpis.Seeds;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Derivations;

/// <summary>What the packaged derivations make of a building's meters and rooms, reckoned by hand beside them.</summary>
public sealed class BuildingTests
{
    private const string Building = "urn:ngsi-ld:Building:1";
    private const long Minute = 60_000;
    private const long Start = PartitionedCity.Start;

    [Fact]
    public void Power_is_the_sum_of_the_meters_and_energy_what_it_moves_in_the_window()
    {
        var city = City("building-power");
        string[] meters = ["urn:ngsi-ld:ACMeasurement:a", "urn:ngsi-ld:ACMeasurement:b"];
        Install(city, meters, "refDevice", "totalActivePower");
        var start = Start / (5 * Minute) * (5 * Minute);
        city.NowMs = start + (7 * Minute);
        foreach (var (minute, first, second) in new[] { (1, 10.0, 30.0), (4, 20.0, 30.0), (6, 99.0, 99.0) })
        {
            city.Read(meters[0], start + (minute * Minute), "totalActivePower", first);
            city.Read(meters[1], start + (minute * Minute), "totalActivePower", second);
        }

        city.Settle();

        Assert.Equal(45, Number(city, "totalActivePower"), 9);
        Assert.Equal(3.75, Number(city, "activeEnergy"), 9);
        Assert.Equal(0.45, Number(city, "powerPerPerson"), 9);
        Assert.Equal(1, Number(city, "meterShare"), 9);
    }

    [Fact]
    public void Comfort_follows_from_temperature_and_humidity_and_occupancy_from_the_people_in_its_rooms()
    {
        var city = City("building-comfort");
        string[] rooms = ["urn:ngsi-ld:IndoorEnvironmentObserved:a", "urn:ngsi-ld:IndoorEnvironmentObserved:b"];
        Install(city, rooms, "refBuilding", "temperature", "relativeHumidity", "peopleCount");
        var start = Start / (15 * Minute) * (15 * Minute);
        city.NowMs = start + (21 * Minute);
        foreach (var minute in new[] { 5, 20 })
        {
            Room(rooms[0], minute, 26, 0.6, 10);
            Room(rooms[1], minute, 28, 0.8, 30);
        }

        city.Settle();

        Assert.Equal(27, Number(city, "indoorTemperature"), 9);
        Assert.Equal(0.7, Number(city, "indoorHumidity"), 9);
        Assert.Equal(0.4, Number(city, "occupancy"), 9);
        Assert.Equal(27 - (0.55 * 0.3 * 12.5), Number(city, "discomfortIndex"), 9);
        Assert.Equal("half", city.Twin(Building)!.Channel("comfort")!.Value.Text);

        void Room(string id, int minute, double temperature, double humidity, double people) => city.Read(
            id, start + (minute * Minute), ("temperature", TwinValue.Of(temperature)), ("relativeHumidity", TwinValue.Of(humidity)),
            ("peopleCount", TwinValue.Of(people)));
    }

    private static PartitionedCity City(string derivation)
    {
        var city = new PartitionedCity(3);
        city.Define(derivation, SeedFiles.Read("derivations", derivation));
        city.Log(Building, writer => writer.Register(TwinDefinition.Bare(Building) with
        {
            Attributes = TwinPicture.NoAttributes.Add("peopleCapacity", "100"),
        }));
        return city;
    }

    private static void Install(PartitionedCity city, string[] devices, string relation, params string[] channels)
    {
        foreach (var device in devices)
        {
            city.Register(device, new TwinRelation(device, relation, Building), channels);
        }
    }

    private static double Number(PartitionedCity city, string channel) => city.Twin(Building)!.Channel(channel)!.Value.Number;
}
