using System.Text.Json;
using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Derivations.Formulas;

/// <summary>What formulas make of an attribute.</summary>
internal static class AttributeValue
{
    /// <summary>Number, truth or text of an attribute's JSON; none of anything else.</summary>
    public static ExpressionValue Of(string? json)
    {
        if (json is null)
        {
            return ExpressionValue.None;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var value = document.RootElement;
            return value.ValueKind switch
            {
                JsonValueKind.Number when value.TryGetDouble(out var number) => ExpressionValue.Of(number),
                JsonValueKind.String => ExpressionValue.Of(value.GetString()!),
                JsonValueKind.True or JsonValueKind.False => ExpressionValue.Of(value.GetBoolean()),
                _ => ExpressionValue.None,
            };
        }
        catch (JsonException)
        {
            return ExpressionValue.None;
        }
    }
}
