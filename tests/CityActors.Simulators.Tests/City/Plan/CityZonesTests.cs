using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.Tests.City.Plan;

public sealed class CityZonesTests
{
    private static readonly CityPlan Plan = new(42, 3_000);

    [Fact]
    public void Outlines_are_closed()
    {
        Assert.All(CityZones.Of(Plan), static zone => Assert.Equal(zone.Ring[0], zone.Ring[^1]));
        Assert.All(CityZones.Of(Plan), static zone => Assert.True(zone.Ring.Count >= 5));
    }

    [Fact]
    public void Parents_come_before_their_parts_and_hold_their_corners()
    {
        var seen = new Dictionary<string, CityZone>();
        foreach (var zone in CityZones.Of(Plan))
        {
            if (zone.Parent is not null)
            {
                var parent = seen[zone.Parent];
                Assert.Equal(zone.Level - 1, parent.Level);
                Assert.All(zone.Ring, corner => Assert.True(parent.Ring.Contains(corner) || Polygon.Holds(parent.Ring, corner)));
            }

            seen.Add(zone.Id, zone);
        }
    }

    [Fact]
    public void Wards_bear_different_Vietnamese_names()
    {
        var names = CityZones.Of(new CityPlan(42, 100_000)).Where(static zone => zone.Level == 1).Select(static zone => zone.Name).ToList();
        Assert.Equal(400, names.Count);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, static name => Assert.Matches("^(Phường|Xã) ", name));
    }

    [Fact]
    public void A_place_in_two_zones_is_caught()
    {
        // The canary of the rule that everything lies in exactly one quarter: the city and a ward hold the same place.
        var zones = CityZones.Of(Plan).ToList();
        var place = Plan.Grid.In(0, 0, 0.5, 0.5);
        Assert.Equal(3, zones.Count(zone => Polygon.Holds(zone.Ring, place)));
    }
}
