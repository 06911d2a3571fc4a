using System.Text.Json;
using CityActors.Cases;
using CityActors.Definitions;

namespace CityActors.Domain.Definitions;

/// <summary>
/// What lists show of a definition and search it by. Read leniently: a version that was written once must stay listable whatever later
/// versions of the program expect of it.
/// </summary>
/// <param name="Name">Its name; null when it says none.</param>
/// <param name="State">Whether it is at work.</param>
/// <param name="Family">Family of a rule, sector of a KPI.</param>
/// <param name="Type">Type of twins that it is for.</param>
/// <param name="Channel">Channel that it is for.</param>
/// <param name="Twin">Twin that it is for.</param>
/// <param name="Severity">Severity of its alerts.</param>
public sealed record DefinitionHead(
    LocalText? Name, DefinitionState State, string? Family, string? Type, string? Channel, string? Twin, Severity? Severity)
{
    private static readonly DefinitionHead Nothing = new(null, DefinitionState.Enabled, null, null, null, null, null);

    /// <summary>The head of a definition; null stands for a retired one.</summary>
    public static DefinitionHead Of(string? json)
    {
        if (json is null)
        {
            return Nothing with { State = DefinitionState.Retired };
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Of(document.RootElement) : Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    private static DefinitionHead Of(JsonElement root)
    {
        var isOff = root.TryGetProperty("enabled", out var enabled) && enabled.ValueKind == JsonValueKind.False;
        var sector = root.TryGetProperty("kpi", out var kpi) && kpi.ValueKind == JsonValueKind.Object ? Text(kpi, "sector") : null;
        return new DefinitionHead(
            NameOf(root), isOff ? DefinitionState.Disabled : DefinitionState.Enabled, Text(root, "family") ?? sector, Text(root, "type"),
            Text(root, "channel"), Text(root, "twin"),
            Enum.TryParse<Severity>(Text(root, "severity"), true, out var severe) ? severe : null);
    }

    private static LocalText? NameOf(JsonElement root) =>
        root.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.Object && Text(name, "vi") is { } vi
            ? new LocalText(vi, Text(name, "en"))
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString() : null;
}
