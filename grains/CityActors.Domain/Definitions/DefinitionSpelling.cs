using System.Text.Encodings.Web;
using System.Text.Json;

namespace CityActors.Domain.Definitions;

/// <summary>How definitions are spelt in the log: without blanks, in the order of their author.</summary>
public static class DefinitionSpelling
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same definition, compact.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Compact);
    }

    /// <summary>Whether two definitions say the same, whatever the order of their fields.</summary>
    /// <exception cref="JsonException">One of them is no JSON.</exception>
    public static bool AreEqual(string first, string second)
    {
        using var left = JsonDocument.Parse(first);
        using var right = JsonDocument.Parse(second);
        return JsonElement.DeepEquals(left.RootElement, right.RootElement);
    }
}
