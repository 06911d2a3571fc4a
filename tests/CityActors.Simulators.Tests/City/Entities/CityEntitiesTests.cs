using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;
using CityActors.Twins;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CityActors.Simulators.Tests.City.Entities;

public sealed class CityEntitiesTests
{
    [Fact]
    public void A_city_has_as_many_twins_as_were_asked_for_and_some_of_every_kind()
    {
        foreach (var twins in new[] { CityPlan.TwinsMin, 101, 999, 3_000, 20_000 })
        {
            var entities = CityEntities.Of(new CityPlan(42, twins)).ToList();
            Assert.Equal(twins, entities.Count);
            Assert.Equal(
                EntityKinds.All.Where(static kind => kind <= EntityKind.Streetlight)
                    .Select(static kind => EntityKinds.Name(kind).Type).Order(),
                entities.Select(static entity => entity.Type).Distinct().Order());
        }
    }

    [Fact]
    public void What_is_switched_stands_beside_the_other_twins_and_changes_none_of_them()
    {
        var entities = CityEntities.Of(new CityPlan(42, 3_000)).Select(static entity => entity.Id).ToList();
        var switched = CityEntities.Of(new CityPlan(42, 3_000, hasSwitched: true)).ToList();

        Assert.Equal(entities, switched.Select(static entity => entity.Id).Take(3_000));
        Assert.Equal(
            ["Pump", "Siren", "TrafficSignal", "VariableMessageSign"],
            switched.Skip(3_000).Select(static entity => entity.Type).Distinct().Order());
    }

    [Property(MaxTest = 20)]
    public Property Ids_are_valid_and_different() => ForAnyCity(static plan =>
    {
        var zones = CityZones.Of(plan).Select(static zone => zone.Id);
        var ids = CityEntities.Of(plan).Select(static entity => entity.Id).Concat(zones).ToList();
        return ids.All(TwinId.IsValid) && ids.Distinct().Count() == ids.Count;
    });

    [Property(MaxTest = 20)]
    public Property Everything_lies_in_the_city_and_in_exactly_one_quarter() => ForAnyCity(static plan =>
    {
        var quarters = CityZones.Of(plan).Where(static zone => zone.Level == 2).ToList();
        return CityEntities.Of(plan)
            .Where(static entity => entity.Type is not ("River" or "Road" or "RoadSegment" or "WaterObserved"))
            .All(entity => quarters.Count(zone => Polygon.Holds(zone.Ring, entity.Line[0])) == 1);
    });

    [Property(MaxTest = 20)]
    public Property Relations_point_at_twins_of_the_same_city() => ForAnyCity(static plan =>
    {
        var ids = CityEntities.Of(plan).Select(static entity => entity.Id).ToHashSet();
        return CityEntities.Of(plan).All(entity => entity.Relations.All(relation => ids.Contains(relation.Object)));
    });

    [Property(MaxTest = 20)]
    public Property Segments_of_a_street_are_connected_and_make_its_line() => ForAnyCity(static plan =>
    {
        var segments = CityEntities.Of(plan).Where(static entity => entity.Type == "RoadSegment")
            .GroupBy(static entity => entity.Relations[0].Object);
        var roads = CityEntities.Of(plan).Where(static entity => entity.Type == "Road").ToDictionary(static road => road.Id);
        return segments.All(street =>
        {
            var lines = street.Select(static segment => segment.Line).ToList();
            var connected = lines.Zip(lines.Skip(1)).All(static pair => pair.First[^1] == pair.Second[0]);
            return connected && lines[0][0] == roads[street.Key].Line[0] && lines[^1][^1] == roads[street.Key].Line[^1];
        });
    });

    private static Property ForAnyCity(Func<CityPlan, bool> holds) => Prop.ForAll(
        Gen.Choose(0, int.MaxValue)
            .SelectMany(static seed => Gen.Choose(CityPlan.TwinsMin, 2_500).Select(twins => (seed, twins))).ToArbitrary(),
        city => holds(new CityPlan(city.seed, city.twins)));
}
