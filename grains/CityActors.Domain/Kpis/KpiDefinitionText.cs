using System.Collections.Immutable;
using System.Text.Json;
using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Kpis;

namespace CityActors.Domain.Kpis;

/// <summary>
/// Reads what people want to know of a KPI out of the definition of its derivation. The definition was checked before it came into the
/// log; a part that is missing all the same is left empty here, and nothing is refused.
/// </summary>
public static class KpiDefinitionText
{
    private const int DecimalsMax = 6;

    /// <summary>The KPI that a version defines.</summary>
    /// <returns>Null when it defines none: it is no derivation, is retired, or has no <c>kpi</c>.</returns>
    public static KpiDefinition? Read(DefinitionPicture picture)
    {
        if (picture.Kind != DefinitionKind.Derivation || picture.Json is null)
        {
            return null;
        }

        using var parsed = JsonDocument.Parse(picture.Json);
        var root = parsed.RootElement;
        return Member(root, "kpi") is { ValueKind: JsonValueKind.Object } kpi ? Definition(picture, root, kpi) : null;
    }

    private static KpiDefinition Definition(DefinitionPicture picture, JsonElement root, JsonElement kpi)
    {
        var name = Member(root, "name");
        var vietnamese = Text(name, "vi") ?? picture.Id;
        var by = Member(root, "by");
        var bands = Member(kpi, "bands");
        var formulas = Items(root, "channels").Select(static channel => Text(channel, "formula") ?? "").ToArray();
        return new KpiDefinition(
            picture.Id, picture.Version, vietnamese, Text(name, "en") ?? vietnamese, Text(kpi, "unit") ?? "", string.Join("; ", formulas),
            Text(by, "kind") ?? "", [.. Items(by, "levels").Select(static level => level.GetInt32())],
            Member(root, "window")?.GetRawText() ?? "{}", Text(kpi, "pillar") ?? "", Text(kpi, "sector") ?? "",
            Text(kpi, "owner") ?? "", Number(kpi, "target"),
            Text(kpi, "direction") == "atMost" ? KpiDirection.AtMost : KpiDirection.AtLeast, Number(bands, "good"),
            Number(bands, "warning"), Words(kpi, "sdg"), Words(kpi, "esg"),
            (int)Math.Clamp(Number(kpi, "decimals") ?? 1, 0, DecimalsMax), Text(root, "source"),
            Member(root, "enabled") is not { ValueKind: JsonValueKind.False }, picture.Actor,
            DateTimeOffset.FromUnixTimeMilliseconds(picture.AtMs), picture.Why, KpiFormula.Sources(formulas), KpiFormula.Tables(formulas));
    }

    private static JsonElement? Member(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static double? Number(JsonElement? of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static IEnumerable<JsonElement> Items(JsonElement? of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    private static ImmutableArray<string> Words(JsonElement? of, string name) =>
        [.. Items(of, name).Select(static word => word.ToString())];
}
