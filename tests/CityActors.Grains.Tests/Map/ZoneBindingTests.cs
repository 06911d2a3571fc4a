using CityActors.Grains.Tests.Changes;
using CityActors.Map;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Tests.Map;

/// <summary>Twins belong to the zone that holds them, by the zones as they were defined last.</summary>
public sealed class ZoneBindingTests
{
    private const long Noon = 1_790_000_000_000;

    [Fact]
    public async Task Zone_defined_after_its_twins_binds_them_and_moving_it_lets_them_go()
    {
        await using var city = await TestCity.Awake();
        var ids = Enumerable.Range(0, 12).Select(static number => $"urn:ngsi-ld:Lamp:{number}").ToArray();
        foreach (var id in ids)
        {
            await city.Entity(id).Describe(TestCity.Define(id, ("location", """{"type":"Point","coordinates":[105.85,21.05]}""")));
        }

        var zones = city.Grains.GetGrain<IZonesGrain>(0);
        await zones.Define([FollowerTests.Square("urn:ngsi-ld:Zone:a", 105.8, 21.0)]);
        var bound = await Zones(city, ids);
        await zones.Define([FollowerTests.Square("urn:ngsi-ld:Zone:a", 106.8, 21.0)]);
        var loose = await Zones(city, ids);

        Assert.All(bound, static zone => Assert.Equal("urn:ngsi-ld:Zone:a", zone));
        Assert.All(loose, static zone => Assert.Null(zone));
        await city.Pulse.Until(() => ids.All(id => city.Registry.Entry(id) is { Zone: null }), "the registry without a zone");
    }

    [Fact]
    public async Task Twin_that_moves_changes_its_zone_at_that_record()
    {
        await using var city = await TestCity.Awake();
        await city.Grains.GetGrain<IZonesGrain>(0).Define(
            [FollowerTests.Square("urn:ngsi-ld:Zone:a", 105.8, 21.0), FollowerTests.Square("urn:ngsi-ld:Zone:b", 105.9, 21.0)]);
        var address = await city.Address("urn:ngsi-ld:Vehicle:v", "location");

        await city.Folded(await city.Send(address, TwinValue.OfPosition(105.85, 21.05), Noon));
        var first = await Zones(city, ["urn:ngsi-ld:Vehicle:v"]);
        await city.Folded(await city.Send(address, TwinValue.OfPosition(105.95, 21.05), Noon + 1_000));
        var second = await Zones(city, ["urn:ngsi-ld:Vehicle:v"]);

        Assert.Equal(["urn:ngsi-ld:Zone:a"], first);
        Assert.Equal(["urn:ngsi-ld:Zone:b"], second);
    }

    [Fact]
    public async Task Zone_with_an_unknown_parent_is_refused()
    {
        await using var city = await TestCity.Awake();
        var zone = FollowerTests.Square("urn:ngsi-ld:Zone:a", 105.8, 21.0) with { Parent = "urn:ngsi-ld:Zone:nowhere" };

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => city.Grains.GetGrain<IZonesGrain>(0).Define([zone]));

        Assert.Contains("urn:ngsi-ld:Zone:nowhere", refusal.Message);
    }

    private static async Task<string?[]> Zones(TestCity city, string[] ids) =>
        [.. (await Task.WhenAll(ids.Select(id => city.Entity(id).Read()))).Select(static state => state?.Zone)];
}
