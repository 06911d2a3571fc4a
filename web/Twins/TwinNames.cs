using System.Text.Json;
using CityActors.Twins;

namespace CityActors.Web.Twins;

/// <summary>What people call a twin.</summary>
internal static class TwinNames
{
    /// <summary>Its attribute <c>name</c>; else the local part of its id.</summary>
    public static string Of(TwinState twin) => twin.Attributes.TryGetValue("name", out var json) && Text(json) is { Length: > 0 } name
        ? name
        : Local(twin.Id);

    /// <summary>The local part of an id, percent-decoded.</summary>
    public static string Local(string id) => TwinId.TryParse(id, out _, out var local) ? Uri.UnescapeDataString(local.ToString()) : id;

    /// <summary>What a JSON value says: a text as it is, a list of texts joined, anything else as JSON.</summary>
    public static string Text(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.String => root.GetString() ?? "",
                JsonValueKind.Array when root.EnumerateArray().All(static part => part.ValueKind == JsonValueKind.String) =>
                    string.Join(", ", root.EnumerateArray().Select(static part => part.GetString())),
                _ => json,
            };
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
