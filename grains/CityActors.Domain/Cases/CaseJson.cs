using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityActors.Domain.Cases;

/// <summary>How events, messages and rows of cases are written. Part of the data format.</summary>
public static class CaseJson
{
    /// <summary>Vietnamese letters stay letters, words stand for enumerations, what is absent is left out.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Writes a value as its declared type, so that a union says which of its kinds it is.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads a value.</summary>
    /// <exception cref="InvalidDataException">It is none: what was kept was not written by this city.</exception>
    public static T Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options)
                ?? throw new InvalidDataException($"Expected a {typeof(T).Name}, got null.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"Expected a {typeof(T).Name}: {broken.Message}", broken);
        }
    }
}
