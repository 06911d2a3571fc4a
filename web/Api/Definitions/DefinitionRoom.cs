using CityActors.Definitions;
using CityActors.Rules;

namespace CityActors.Web.Api.Definitions;

/// <summary>A room of the API that serves definitions of one kind.</summary>
/// <param name="Path">Path of its list.</param>
/// <param name="Tag">Its heading in the documents.</param>
/// <param name="One">What one of them is called, as in operation ids: <c>Rule</c>.</param>
/// <param name="Many">What several are called.</param>
/// <param name="Words">The same in sentences: <c>rule</c>.</param>
/// <param name="Grain">The door to them.</param>
internal sealed record DefinitionRoom(
    string Path, string Tag, string One, string Many, string Words, Func<IGrainFactory, IDefinitionsGrain> Grain)
{
    /// <summary>An id, for documents.</summary>
    public required string ExampleId { get; init; }

    /// <summary>A definition, for documents.</summary>
    public required string Example { get; init; }

    /// <summary>Whether lists can be restricted by what rules are for.</summary>
    public bool IsOfTwins { get; init; }

    /// <summary>All rooms of definitions.</summary>
    public static readonly DefinitionRoom[] All =
    [
        new("/api/rules", "Rules", "Rule", "Rules", "rule", static grains => grains.GetGrain<IRulesGrain>(0))
        {
            IsOfTwins = true,
            ExampleId = "water-above-alarm-1",
            Example = """
                {
                  "name": { "vi": "Mực nước vượt báo động 1", "en": "Water above alarm level 1" }, "family": "flood",
                  "type": "WaterLevelObserved", "channel": "waterLevel",
                  "condition": "waterLevel >= limit('flood-level', 'bd1') for 5 min until waterLevel < limit('flood-level', 'bd1') - 0.1",
                  "severity": "high", "clearAfter": "PT5M", "validFrom": "2020-03-20", "source": "QĐ 05/2020/QĐ-TTg"
                }
                """,
        },
        new(
            "/api/derivations", "Derivations", "Derivation", "Derivations", "derivation",
            static grains => grains.GetGrain<IDerivationsGrain>(0))
        {
            ExampleId = "road-flow",
            Example = """
                {
                  "name": { "vi": "Lưu lượng đoạn đường", "en": "Flow of road segments" },
                  "by": { "kind": "relation", "name": "refRoadSegment" }, "window": { "kind": "tumbling", "size": "PT1M" },
                  "staleAfter": "PT5M",
                  "channels": [ { "name": "intensity", "unit": "veh/h", "formula": "sum(TrafficFlowObserved.intensity)" } ]
                }
                """,
        },
        new(
            "/api/reference-tables", "Reference tables", "ReferenceTable", "ReferenceTables", "reference table",
            static grains => grains.GetGrain<IReferenceTablesGrain>(0))
        {
            ExampleId = "flood-level",
            Example = """
                {
                  "name": { "vi": "Mức báo động lũ", "en": "Flood alarm levels" }, "key": "id", "columns": ["bd1", "bd2", "bd3"],
                  "unit": "MTR",
                  "rows": [
                    {
                      "key": "urn:ngsi-ld:WaterLevelObserved:long-bien", "values": [9.5, 10.5, 11.5], "validFrom": "2020-03-20",
                      "source": "QĐ 05/2020/QĐ-TTg"
                    }
                  ]
                }
                """,
        },
    ];
}
