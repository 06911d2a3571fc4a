using System.Text.Json;
using CityActors.Domain.Definitions;
using CityActors.Domain.Log;
using CityActors.Domain.Tests.Twins.Fold;

namespace CityActors.Domain.Tests.Rules.Fold;

/// <summary>Random definitions of rules and of tables that they look into, bad ones among them.</summary>
internal static class RandomRules
{
    private static readonly string[] Conditions =
    [
        "speed > 9", "speed > 9", "speed > 9", "speed < 9",
        "speed > 12 for 2 min until speed < 6", "speed > limit('table-0', 'most')", "rate(speed, 1 min) > 5",
        "age(speed) > 2 min", "age(speed) > 1 min for 1 min", "abs(deviation(speed)) > 1", "deviation(speed, hourOfWeek) > 1",
        "speed + level > 18", "state = 'word-1' or note != 'Chào 5'", "speed >= limit('table-1', 'least') and @name = 'Trạm 1'",
        "if(known(level), level, speed) > 15", "hour() > 12", "true", "speed >",
    ];

    private static readonly string[] Ranges = ["outside(speed, 1, 17)", "abs(rate(speed, 1 min)) > 12", "speed > 12 for 1 min"];

    public static void Define(RecordWriter writer, Random random, string[] types)
    {
        if (random.Next(5) == 0)
        {
            Table(writer, random, types);
            return;
        }

        var type = types[random.Next(types.Length)];
        var isRange = random.Next(5) == 0;
        var twin = random.Next(6) == 0 ? $"urn:ngsi-ld:{type}:{random.Next(6)}" : null;
        var conditions = isRange ? Ranges : Conditions;
        var rule = new Dictionary<string, object?>
        {
            ["name"] = new { vi = "Luật" },
            ["family"] = "flood",
            ["type"] = type,
            ["channel"] = random.Next(9) == 0 ? "level" : "speed",
            ["twin"] = twin,
            ["replaces"] = twin is not null && random.Next(2) == 0 ? $"rule-{random.Next(8)}" : null,
            ["zone"] = random.Next(6) == 0 ? $"urn:ngsi-ld:AdministrativeArea:{random.Next(3)}" : null,
            ["condition"] = conditions[random.Next(conditions.Length)],
            ["effect"] = isRange ? "invalid" : "alert",
            ["severity"] = "low",
            ["clearAfter"] = random.Next(3) switch { 0 => null, 1 => "PT2M", _ => "PT2H" },
            ["validTo"] = random.Next(6) == 0
                ? DateTimeOffset.FromUnixTimeMilliseconds(FoldedCity.Start).AddMinutes(random.Next(60)).ToString("O")
                : null,
            ["enabled"] = random.Next(9) > 0,
        };
        writer.Define(
            DefinitionKind.Rule, $"rule-{random.Next(8)}", random.Next(8) == 0 ? null : JsonSerializer.Serialize(rule), "checked");
    }

    private static void Table(RecordWriter writer, Random random, string[] types)
    {
        var table = $$"""
            { "name": {"vi": "Ngưỡng"}, "key": "{{(random.Next(2) == 0 ? "type" : "name")}}", "columns": ["least", "most"],
              "source": "QCVN",
              "rows": [ { "key": "{{types[random.Next(types.Length)]}}", "values": [{{random.Next(5)}}, {{random.Next(5, 20)}}] },
                        { "key": "Trạm 1", "values": [3, 9], "validFrom": "2025-11-24" } ] }
            """;
        writer.Define(
            DefinitionKind.ReferenceTable, $"table-{random.Next(3)}",
            random.Next(6) == 0 ? null : random.Next(6) == 0 ? "{}" : table, "checked");
    }
}
