using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Grains.Twins;

namespace CityActors.Grains.Definitions;

/// <summary>What calls about definitions may say. A breach is an <see cref="ArgumentException"/>.</summary>
internal static class DefinitionWords
{
    /// <summary>Most definitions of a page.</summary>
    public const int PageMax = 1_000;

    private const int WhyLengthMax = 500;
    private const int TextLengthMax = 200;

    /// <summary>An id must be one.</summary>
    public static void CheckId(string? id)
    {
        if (!DefinitionId.IsValid(id))
        {
            throw new ArgumentException($"Expected an id of {DefinitionId.Expected}, got {DefinitionText.Quote(id)}.");
        }
    }

    /// <summary>A reason must be given: whoever reads the version in a year has nothing else to go by.</summary>
    public static void CheckWhy(string? why)
    {
        if (string.IsNullOrWhiteSpace(why) || why.Length > WhyLengthMax)
        {
            throw new ArgumentException($"Expected a reason (why) of 1-{WhyLengthMax} characters, got {why?.Length ?? 0}.");
        }
    }

    /// <summary>An expected version must be one, or stand for one.</summary>
    public static void CheckExpected(int? expected)
    {
        if (expected < DefinitionDraft.AnyVersion)
        {
            throw new ArgumentException($"Expected a version from 0, or {DefinitionDraft.AnyVersion} for any, got {expected}.");
        }
    }

    /// <summary>A query must be within its limits.</summary>
    public static void Check(DefinitionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Most.Check(query.Most, PageMax);
        foreach (var text in (ReadOnlySpan<string?>)[query.Text, query.Family, query.Type, query.Channel, query.Twin, query.After])
        {
            if (text?.Length > TextLengthMax)
            {
                throw new ArgumentException($"Expected texts of at most {TextLengthMax} characters, got {text.Length}.");
            }
        }
    }

    /// <summary>Word of a kind, for sentences.</summary>
    public static string Of(DefinitionKind kind) => kind switch
    {
        DefinitionKind.Rule => "rule",
        DefinitionKind.Derivation => "derivation",
        _ => "reference table",
    };
}
