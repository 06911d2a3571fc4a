using System.Collections.Immutable;
using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Definitions;
using CityActors.Registry;
using CityActors.Twins;

namespace CityActors.Cluster.Tests.Starts;

public sealed class RebuildTests
{
    private const int Lamps = 300;

    [Fact]
    public async Task Registry_made_anew_answers_as_before()
    {
        using var data = new DataFolder();
        string before;
        await using (var city = await CityReader.Open(data))
        {
            await Describe(city);
            before = await Everything(city);
        }

        File.Delete(data.Of("registry.sqlite"));
        var (code, error, output) = await SiloProcess.Run(data.Path, "rebuild", "registry");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"{Lamps} twins of 2 types", output, StringComparison.Ordinal);

        await using var again = await CityReader.Open(data);
        Assert.Equal(before, await Everything(again));
    }

    [Fact]
    public async Task Definitions_made_anew_answer_as_before_with_all_their_versions()
    {
        const string Table = """
            { "name": { "vi": "Giới hạn" }, "key": "type", "columns": ["most"], "source": "Thử",
              "rows": [{ "key": "Lamp", "values": [5] }] }
            """;
        using var data = new DataFolder();
        DefinitionVersionPage before;
        await using (var city = await CityReader.Open(data))
        {
            var tables = city.Grains.GetGrain<IReferenceTablesGrain>(0);
            await tables.Save(new DefinitionDraft("limits", Table, "First", null));
            var saved = await tables.Save(new DefinitionDraft("limits", Table.Replace("5", "6", StringComparison.Ordinal), "Second", 1));
            before = await tables.Versions("limits", null, 10, [saved.Position]);
        }

        File.Delete(data.Of("definitions.sqlite"));
        var (code, error, output) = await SiloProcess.Run(data.Path, "rebuild", "definitions");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("the list was made anew: 1 definitions", output, StringComparison.Ordinal);

        await using var again = await CityReader.Open(data);
        var after = await again.Grains.GetGrain<IReferenceTablesGrain>(0).Versions("limits", null, 10, []);
        Assert.Equal(2, after.Versions.Length);
        Assert.Equal(before.Versions.AsEnumerable(), after.Versions);
    }

    private static async Task Describe(CityReader city)
    {
        for (var number = 0; number <= Lamps; number++)
        {
            var id = Lamp(number);
            await city.Grains.GetGrain<IEntityGrain>(id).Describe(new TwinDefinition(
                id, [new ChannelDefinition("power", "W")],
                ImmutableSortedDictionary<string, string>.Empty
                    .Add("name", $"\"Đèn đường Bạch Đằng {number}\"")
                    .Add("location", $$"""{"type":"Point","coordinates":[108.2{{number:000}},16.07]}"""),
                [new TwinRelation(id, "refNeighbour", Lamp(number + 1))], null));
        }

        await city.Grains.GetGrain<IEntityGrain>(Lamp(7)).Delete();
        var last = await city.Grains.GetGrain<IEntityGrain>(Lamp(8)).SetAttributes(
            ImmutableSortedDictionary<string, string?>.Empty.Add("name", null).Add("status", "\"ok\""));
        await city.Grains.GetGrain<IRegistryGrain>(0).Find(new TwinQuery(null, null, null, null, 1, last));
    }

    private static string Lamp(int number) => $"urn:ngsi-ld:{(number % 3 == 0 ? "Streetlight" : "Device")}:lamp-{number}";

    /// <summary>All that can be asked of the registry, as text.</summary>
    private static async Task<string> Everything(CityReader city)
    {
        var registry = city.Grains.GetGrain<IRegistryGrain>(0);

        // Partitions come at their own pace: the one that was deleted may still be there while another is not there yet.
        var all = await Waiting.For($"{Lamps} twins in the registry", async () =>
            await registry.Find(new TwinQuery(null, null, null, null, 1000, null)) is { Total: Lamps } page
                && page.Twins.All(static twin => twin.Id != Lamp(7)) ? page : null);
        var found = await registry.Find(new TwinQuery(null, "den bach dang 4", null, null, 1000, null));
        var incoming = await registry.Incoming(Lamp(9), 100);
        var lines = all.Twins.Select(static twin =>
            $"{twin.Id} {string.Join(',', twin.Attributes)} {string.Join(',', twin.Relations)}");
        return string.Join('\n', lines)
            + $"\n{string.Join(' ', found.Twins.Select(static twin => twin.Id))}\n{string.Join(' ', incoming)}"
            + $"\n{string.Join(' ', await registry.Types())}";
    }
}
