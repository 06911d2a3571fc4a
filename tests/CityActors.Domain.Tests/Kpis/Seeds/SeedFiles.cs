using System.Text.Json.Nodes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Tests.Derivations;

namespace CityActors.Domain.Tests.Kpis.Seeds;

/// <summary>Definitions that a new city begins with, as they stand in the repository.</summary>
internal static class SeedFiles
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Seeds");

    /// <summary>Ids and texts of a kind, in the order of ids.</summary>
    public static IReadOnlyList<(string Id, string Json)> Of(string kind) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, kind), "*.json").Order(StringComparer.Ordinal)
            .Select(static file => (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))),
    ];

    /// <summary>The text of one.</summary>
    public static string Read(string kind, string id) => File.ReadAllText(Path.Combine(Root, kind, $"{id}.json"));

    /// <summary>Defines VN_AQI in a city, as the law has it, or as if it had always been so.</summary>
    public static void DefineAir(this PartitionedCity city, bool forRecordings = false)
    {
        var table = JsonNode.Parse(Read("tables", "vn-aqi"))!;
        foreach (var row in table["rows"]!.AsArray())
        {
            row!.AsObject().Remove(forRecordings ? "validFrom" : "");
        }

        city.Define("vn-aqi", table.ToJsonString(), DefinitionKind.ReferenceTable);
        city.Define("air-hourly", Read("derivations", "air-hourly"));
        city.Define("air-daily", Read("derivations", "air-daily"));
    }
}
