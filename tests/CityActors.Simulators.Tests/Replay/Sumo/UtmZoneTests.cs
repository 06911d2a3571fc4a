using CityActors.Simulators.Replay.Sumo;

namespace CityActors.Simulators.Tests.Replay.Sumo;

public sealed class UtmZoneTests
{
    [Fact]
    public void The_middle_of_a_zone_on_the_equator_is_exact()
    {
        var (longitude, latitude) = new UtmZone(31, isSouth: false).Degrees(500_000, 0);
        Assert.Equal(3, longitude, 1e-12);
        Assert.Equal(0, latitude, 1e-12);
    }

    [Theory]
    [InlineData(31, false, 448_251.795, 5_411_932.678, 2.294481, 48.858370)]
    [InlineData(56, true, 334_873.199, 6_252_266.092, 151.215297, -33.856785)]
    [InlineData(48, false, 588_371.5, 2_324_503.9, 105.8500, 21.0187)]
    public void Known_places_come_out_within_a_few_metres(
        int zone, bool isSouth, double easting, double northing, double longitude, double latitude)
    {
        var (east, north) = new UtmZone(zone, isSouth).Degrees(easting, northing);
        Assert.Equal(longitude, east, 0.0015);
        Assert.Equal(latitude, north, 0.0015);
    }

    [Theory]
    [InlineData("+proj=utm +zone=32 +ellps=WGS84 +datum=WGS84 +units=m +no_defs", true)]
    [InlineData("+proj=utm +south +zone=56", true)]
    [InlineData("+proj=utm +zone=61", false)]
    [InlineData("+proj=tmerc +lat_0=0", false)]
    [InlineData("!", false)]
    public void Projections_are_told_apart(string text, bool isUtm) => Assert.Equal(isUtm, UtmZone.Parse(text) is not null);
}
