using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityActors.Simulators.City.Plan;
using CityActors.Simulators.City.Writing;

namespace CityActors.Simulators.Tests.City.Writing;

public sealed class CityFilesTests
{
    [Fact]
    public async Task Same_seed_and_size_give_the_same_bytes()
    {
        Assert.Equal(await Hash(42, 1_500), await Hash(42, 1_500));
        Assert.NotEqual(await Hash(42, 1_500), await Hash(43, 1_500));
        Assert.NotEqual(await Hash(42, 1_500), await Hash(42, 1_501));
    }

    [Fact]
    public async Task A_seed_means_the_same_city_for_ever()
    {
        // Whoever changes this number changes every city that was ever made from a seed, and says so in the commit.
        Assert.Equal("396A27C7FCA8", (await Hash(42, 1_000))[..12]);
    }

    [Fact]
    public async Task Every_line_is_an_entity_of_NGSI_LD()
    {
        var lines = Encoding.UTF8.GetString(await Write(7, 600)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(600, lines.Length);
        foreach (var line in lines)
        {
            using var entity = JsonDocument.Parse(line);
            var type = entity.RootElement.GetProperty("type").GetString();
            Assert.StartsWith($"urn:ngsi-ld:{type}:", entity.RootElement.GetProperty("id").GetString());
            foreach (var member in entity.RootElement.EnumerateObject().Where(static member => member.Name is not ("id" or "type")))
            {
                var kind = member.Value.GetProperty("type").GetString();
                Assert.Contains(kind, new[] { "Property", "GeoProperty", "Relationship" });
                Assert.True(member.Value.TryGetProperty(kind == "Relationship" ? "object" : "value", out _));
            }
        }
    }

    [Fact]
    public async Task Zones_are_a_feature_collection_with_name_level_and_parent()
    {
        using var stream = new MemoryStream();
        await CityFiles.WriteZones(new CityPlan(42, 3_000), stream, CancellationToken.None);
        using var zones = JsonDocument.Parse(stream.ToArray());
        var features = zones.RootElement.GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(1 + 16 + 64, features.Count);
        Assert.False(features[0].GetProperty("properties").TryGetProperty("parent", out _));
        Assert.All(
            features.Skip(1), static zone => Assert.StartsWith("urn:", zone.GetProperty("properties").GetProperty("parent").GetString()));
    }

    private static async Task<string> Hash(long seed, int twins) =>
        Convert.ToHexString(SHA256.HashData(await Write(seed, twins)));

    private static async Task<byte[]> Write(long seed, int twins)
    {
        using var stream = new MemoryStream();
        await CityFiles.WriteEntities(new CityPlan(seed, twins), stream, CancellationToken.None);
        return stream.ToArray();
    }
}
