using System.Globalization;
using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations;
using CityActors.Domain.Rules;
using CityActors.Silo.Seeds;

namespace CityActors.Edge.Tests.Seeds;

/// <summary>What is packaged with the city is whole, named, sourced, and says what the law says.</summary>
public sealed class PackagedSeedsTests
{
    private readonly PackagedSeeds seeds = new();

    [Fact]
    public void Tables_come_before_what_looks_into_them_and_groups_are_bounded()
    {
        Assert.Equal(
            [DefinitionKind.ReferenceTable, DefinitionKind.Derivation, DefinitionKind.Rule],
            seeds.Groups.Select(static group => group.Kind));
        Assert.All(seeds.Groups, static group => Assert.InRange(group.Drafts.Count, 4, 500));
        Assert.True(seeds.Groups[1].Drafts.Count >= 40, "At least 40 KPIs are packaged.");
        Assert.True(seeds.Groups[2].Drafts.Count >= 30, "At least 30 rules are packaged.");
    }

    [Fact]
    public void Every_definition_reads_bears_both_languages_and_names_its_source()
    {
        foreach (var (kind, drafts) in seeds.Groups)
        {
            foreach (var draft in drafts)
            {
                Read(kind, draft.Id, draft.Json);
                var head = DefinitionHead.Of(draft.Json);
                Assert.True(head.Name is { Vi.Length: > 0, En.Length: > 0 }, $"{draft.Id} lacks a name.");
                Assert.StartsWith("Packaged with the city. Source: ", draft.Why);
                Assert.True(draft.Why.Length is > 36 and <= 500, $"{draft.Id} names no source.");
                Assert.Null(draft.Expected);
            }
        }
    }

    [Theory]
    [InlineData("flood-level", "urn:ngsi-ld:WaterObserved:long-bien", "bd1", "2026-11-25", 9.5)]
    [InlineData("flood-level", "urn:ngsi-ld:WaterObserved:long-bien", "bd3", "2026-11-25", 11.5)]
    [InlineData("flood-level", "urn:ngsi-ld:WaterObserved:phu-an", "bd3", "2020-03-19", 1.5)]
    [InlineData("flood-level", "urn:ngsi-ld:WaterObserved:phu-an", "bd3", "2020-03-21", 1.6)]
    [InlineData("flood-level", "urn:ngsi-ld:WaterObserved:nowhere", "bd1", "2026-11-25", double.NaN)]
    [InlineData("qcvn-05-2023", "AirQualityObserved", "pm25-24h", "2025-12-31", 50)]
    [InlineData("qcvn-05-2023", "AirQualityObserved", "pm25-24h", "2026-01-01", 45)]
    [InlineData("qcvn-05-2023", "AirQualityObserved", "no2-1h", "2026-11-25", 200)]
    [InlineData("qcvn-05-2023", "AirQualityObserved", "no2-1h", "2023-09-01", double.NaN)]
    [InlineData("noise", "NoiseLevelObserved", "night", "2026-11-25", 55)]
    public void Limits_are_those_that_are_valid_on_the_day(string table, string key, string column, string day, double limit)
    {
        var read = ReferenceTable.Read(seeds.Groups[0].Drafts.Single(draft => draft.Id == table).Json);
        var noon = DateTimeOffset.Parse($"{day}T12:00:00+07:00", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

        Assert.True(read.Column(column) >= 0, column);
        Assert.Equal(limit, read.At(key, read.Column(column), noon));
    }

    private static void Read(DefinitionKind kind, string id, string json)
    {
        switch (kind)
        {
            case DefinitionKind.Rule:
                RuleReader.Read(id, json);
                break;
            case DefinitionKind.Derivation:
                Assert.True(DerivationReader.Read(id, json, out var problems) is not null, $"{id}: {string.Join("; ", problems)}");
                break;
            default:
                ReferenceTable.Read(json);
                break;
        }
    }
}
