using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Grains.Definitions.Seeds;
using CityActors.Grains.Definitions.Writing;
using CityActors.Identity;
using CityActors.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Grains.Tests.Definitions;

/// <summary>Packaged definitions are good, are written once, and never over what somebody else has made of them.</summary>
public sealed class SeedTests
{
    [Fact]
    public async Task Every_packaged_definition_passes_its_check_and_is_written_once_over_restarts()
    {
        var seeds = new SeedFolder();
        await using var city = await TestCity.Awake(Sowing(seeds));

        await Sown(city, seeds);
        var positions = await Positions(city);
        await city.Stop();
        await city.Start();
        var again = await Sow(city, seeds);

        Assert.Empty(again.SelectMany(static sown => sown.Refused));
        Assert.All(again, static sown => Assert.Equal((0, 0), (sown.Written.Length, sown.Kept.Length)));
        Assert.Equal(positions, await Positions(city));
        var flood = await city.Definitions.Get(DefinitionKind.Rule, "flood-alarm-1", null);
        Assert.Equal((1, SeedSower.Actor), (flood!.Stamp.Version, flood.Stamp.Actor));
    }

    [Fact]
    public async Task Changed_package_is_written_unless_somebody_else_has_edited_it()
    {
        var seeds = new SeedFolder();
        await using var city = await TestCity.Awake(Sowing(seeds));
        await Sown(city, seeds);
        Caller.Set(Caller.DefaultTenant, "lan");
        var rules = city.Grains.GetGrain<IRulesGrain>(0);
        await rules.Retire("parking-full", 1, "Nobody asks");
        static string Louder(string json) => json.Replace("informational", "high", StringComparison.Ordinal);

        var changed = await Sow(city, new SeedFolder("streetlight-on-by-day", Louder));
        var unchanged = await Sow(city, new SeedFolder("parking-full", Louder));

        Assert.Equal(["streetlight-on-by-day"], changed[^1].Written);
        Assert.Equal(["parking-full"], changed[^1].Kept);
        Assert.Equal(["parking-full"], unchanged[^1].Kept);
        Assert.Equal(DefinitionState.Retired, (await rules.Get("parking-full", null, [])).State);
        Assert.Equal(["streetlight-on-by-day"], unchanged[^1].Written); // its package says again what it said first
    }

    [Fact]
    public async Task Package_that_is_no_good_is_left_out_and_named()
    {
        await using var city = await TestCity.Awake();

        static string Broken(string json) => json.Replace("waterLevel >=", "waterLevel >= >", StringComparison.Ordinal);
        var sown = await Sow(city, new SeedFolder("flood-alarm-1", Broken));

        Assert.Contains("rule 'flood-alarm-1': condition (1:15): expected", Assert.Single(sown[^1].Refused));
        Assert.Contains("flood-alarm-2", sown[^1].Written);
    }

    private static Action<TestCity> Sowing(IDefinitionSeeds seeds) =>
        city => city.Silo = silo => silo.Services.AddSingleton(seeds);

    private static Task Sown(TestCity city, SeedFolder seeds)
    {
        var all = seeds.Groups.Sum(static group => group.Drafts.Count);
        return city.Pulse.Until(() => city.Definitions.Count().Result == all, $"all {all} packaged definitions");
    }

    private static async Task<List<DefinitionsSown>> Sow(TestCity city, SeedFolder seeds)
    {
        Caller.Set(Caller.DefaultTenant, SeedSower.Actor);
        var sown = new List<DefinitionsSown>();
        foreach (var (kind, drafts) in seeds.Groups)
        {
            sown.Add(await city.Grains.GetGrain<IDefinitionDeskGrain>(0).Sow((byte)kind, [.. drafts]));
        }

        return sown;
    }

    private static async Task<List<string>> Positions(TestCity city)
    {
        var positions = new List<string>();
        foreach (var kind in Enum.GetValues<DefinitionKind>())
        {
            var page = await city.Definitions.Find(kind, DefinitionQuery.All(1_000));
            positions.AddRange(page.Definitions.Select(static one => $"{one.Id} {one.Position} {one.Stamp.Version}"));
        }

        return positions;
    }
}
