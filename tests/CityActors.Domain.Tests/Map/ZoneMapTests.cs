using CityActors.Domain.Map;
using CityActors.Map;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Map;

public sealed class ZoneMapTests
{
    [Property(MaxTest = 200)]
    public void Every_place_of_a_tiled_square_is_in_exactly_one_tile(int x, int y, byte tilesSeed)
    {
        var tiles = 1 + (tilesSeed % 7);
        const int Side = 1_000_003;
        var zones = new ZoneMap();
        for (var i = 0; i < tiles * tiles; i++)
        {
            var (west, south) = (i % tiles * Side, i / tiles * Side);
            zones.Define(Zone($"urn:ngsi-ld:Zone:{i}", 1, Ring(west, south, west + Side, south + Side)));
        }

        var place = new Place((int)((uint)x % (uint)(tiles * Side)), (int)((uint)y % (uint)(tiles * Side)));
        var expected = (place.Y / Side * tiles) + (place.X / Side);

        Assert.Equal($"urn:ngsi-ld:Zone:{expected}", zones.IdOf(zones.Bind(place)));
    }

    [Fact]
    public void Largest_level_binds_and_among_equals_the_first_defined()
    {
        var zones = new ZoneMap();
        zones.Define(Zone("city", 0, Ring(0, 0, 1000, 1000)));
        zones.Define(Zone("ward", 2, Ring(0, 0, 100, 100)));
        zones.Define(Zone("other", 2, Ring(50, 50, 200, 200)));
        zones.Define(Zone("district", 1, Ring(0, 0, 500, 500)));

        Assert.Equal("ward", zones.IdOf(zones.Bind(new Place(75, 75))));
        Assert.Equal("other", zones.IdOf(zones.Bind(new Place(150, 150))));
        Assert.Equal("district", zones.IdOf(zones.Bind(new Place(400, 400))));
        Assert.Equal("city", zones.IdOf(zones.Bind(new Place(900, 900))));
        Assert.Null(zones.IdOf(zones.Bind(new Place(5000, 5000))));
    }

    [Fact]
    public void Hole_is_outside_and_island_is_inside()
    {
        var zones = new ZoneMap();
        zones.Define(Zone("park", 1, Ring(0, 0, 1000, 1000), Ring(400, 400, 600, 600)));

        Assert.Equal(1, zones.Bind(new Place(100, 100)));
        Assert.Equal(0, zones.Bind(new Place(500, 500)));
    }

    [Fact]
    public void Zone_that_moves_far_away_is_found_there_and_no_longer_here()
    {
        var zones = new ZoneMap();
        zones.Define(Zone("ferry", 1, Ring(0, 0, 100, 100)));
        Assert.Equal(1, zones.Bind(new Place(50, 50)));

        zones.Define(Zone("ferry", 1, Ring(1_000_000_000, 100_000_000, 1_000_000_100, 100_000_100)));

        Assert.Equal(0, zones.Bind(new Place(50, 50)));
        Assert.Equal(1, zones.Bind(new Place(1_000_000_050, 100_000_050)));
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""", "Polygon or MultiPolygon")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""", "closed rings")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}""", "closed rings")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[181,0],[1,1],[0,0]]]}""", "[181,0]")]
    [InlineData("no json", "no JSON")]
    public void Geometry_that_is_no_closed_area_is_refused_by_name_and_reason(string geometry, string reason)
    {
        var wrong = Assert.Throws<FormatException>(() => ZoneMap.Check(new Zone("urn:ngsi-ld:Zone:x", "x", 1, null, geometry)));

        Assert.Contains("urn:ngsi-ld:Zone:x", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(reason, wrong.Message, StringComparison.Ordinal);
    }

    private static Zone Zone(string id, int level, params string[] rings) => new(id, id, level, null, Map.Ring.Polygon(rings));

    private static string Ring(long west, long south, long east, long north) =>
        Map.Ring.Of(west / 1e7m, south / 1e7m, east / 1e7m, north / 1e7m);
}
