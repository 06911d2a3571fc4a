using System.Globalization;
using CityActors.Definitions;

namespace CityActors.Web.Rules;

/// <summary>Rules as people read them.</summary>
internal static class RuleWords
{
    /// <summary>A text in the language of the page.</summary>
    public static string In(LocalText text) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "vi" ? text.Vi : text.En ?? text.Vi;

    /// <summary>The line that a problem is in, and below it a mark at its column; null when it is in no line.</summary>
    public static string? Pointer(string text, DefinitionProblem problem)
    {
        var lines = text.Split('\n');
        if (problem.Line < 1 || problem.Line > lines.Length || problem.Column < 1)
        {
            return null;
        }

        var line = lines[problem.Line - 1].TrimEnd('\r');
        var before = string.Concat(line.Take(problem.Column - 1).Select(static letter => letter == '\t' ? '\t' : ' '));
        return line + "\n" + before.PadRight(problem.Column - 1) + "^";
    }

    /// <summary>The last name of a field's path: <c>name.vi</c> is a problem of <c>name</c>.</summary>
    public static bool IsOf(DefinitionProblem problem, string field) =>
        problem.Field == field || problem.Field.StartsWith(field + ".", StringComparison.Ordinal)
        || problem.Field.StartsWith(field + "[", StringComparison.Ordinal);
}
