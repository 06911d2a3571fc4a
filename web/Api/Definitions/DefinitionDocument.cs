using System.Text.Json;
using System.Text.Json.Serialization;
using CityActors.Definitions;

namespace CityActors.Web.Api.Definitions;

/// <summary>A version of a definition as the API shows it.</summary>
internal static class DefinitionDocument
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, Definition definition)
    {
        json.WriteStartObject();
        json.WriteString("id", definition.Id);
        json.WriteNumber("version", definition.Stamp.Version);
        json.WriteString("state", Word(definition.State));
        json.WriteString("actor", definition.Stamp.Actor);
        json.WriteString("at", definition.Stamp.At);
        json.WriteString("why", definition.Stamp.Why);
        json.WriteString("position", definition.Position.ToString());
        json.WriteStartObject("name");
        json.WriteString("vi", definition.Name.Vi);
        json.WriteString("en", definition.Name.En);
        json.WriteEndObject();
        json.WritePropertyName("definition");
        if (definition.Json is null)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(definition.Json);
        }

        json.WriteEndObject();
    }

    /// <summary>Word of a state.</summary>
    public static string Word(DefinitionState state) => state.ToString().ToLowerInvariant();
}

/// <summary>A definition that is to be saved or checked.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Why">The reason; a save needs one.</param>
/// <param name="ExpectedVersion">The version that was read; null: as If-Match says.</param>
internal sealed record DefinitionRequest(
    JsonElement Definition,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Why = null,
    int? ExpectedVersion = null);

/// <summary>What a check found.</summary>
/// <param name="Good">Whether it can be saved.</param>
/// <param name="Problems">What is wrong.</param>
/// <param name="Cost">What an evaluation costs; null when that was not measured.</param>
internal sealed record CheckAnswer(bool Good, IEnumerable<DefinitionProblem> Problems, DefinitionCost? Cost);

/// <summary>What was saved.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Changed">False: the version before said the same.</param>
/// <param name="Position">Position of the version in the log.</param>
internal sealed record SavedAnswer(string Id, int Version, bool Changed, string Position);
