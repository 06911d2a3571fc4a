using CityActors.Definitions;

namespace CityActors.Domain.Definitions;

/// <summary>Names of definitions: 1-64 characters of a-z, 0-9, dot and dash, a letter or digit first.</summary>
public static class DefinitionId
{
    /// <summary>Longest id.</summary>
    public const int LengthMax = 64;

    /// <summary>What is expected, for problems.</summary>
    public const string Expected = "1-64 characters of a-z, 0-9, '.' and '-', a letter or digit first";

    /// <summary>Whether a text is an id.</summary>
    public static bool IsValid(string? id) =>
        id is { Length: > 0 and <= LengthMax } && (char.IsAsciiLetterLower(id[0]) || char.IsAsciiDigit(id[0]))
        && id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');

    /// <summary>Refuses what is no id.</summary>
    /// <exception cref="DefinitionException">It is none.</exception>
    public static void Check(string? id)
    {
        if (!IsValid(id))
        {
            throw new DefinitionException([new DefinitionProblem("id", 0, 0, Expected, DefinitionText.Quote(id))]);
        }
    }
}
