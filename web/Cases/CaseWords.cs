using CityActors.Cases;
using CityActors.Web.Console;
using CityActors.Web.Console.Live;
using Microsoft.Extensions.Localization;

namespace CityActors.Web.Cases;

/// <summary>Cases as people read them.</summary>
internal static class CaseWords
{
    /// <summary>Severities, worst first.</summary>
    public static readonly IReadOnlyList<Severity> Severities = [.. Enum.GetValues<Severity>().OrderDescending()];

    /// <summary>Families that come with the city; others are shown by their own word.</summary>
    public static readonly IReadOnlyList<string> Families =
    [
        "flood", "weather", "air", "noise", "traffic", "parking", "lighting", "energy", "water", "waste", "security", "building", "device",
        "range", "platform",
    ];

    /// <summary>The word of a thing, e.g. of a severity; one that is not known stays as it is.</summary>
    public static string Word(IStringLocalizer<CaseTexts> texts, string kind, string word) =>
        texts[kind + "." + word] is { ResourceNotFound: false } text ? text.Value : word;

    /// <summary>The word of a severity.</summary>
    public static string Of(IStringLocalizer<CaseTexts> texts, Severity severity) => Word(texts, "Severity", severity.ToString());

    /// <summary>Who it was, as people call him.</summary>
    public static string Who(IStringLocalizer<CaseTexts> texts, string actor) => Operator.Short(actor) switch
    {
        "system" => texts["Who.system"],
        "operator" => texts["Who.operator"],
        var name => name,
    };

    /// <summary>Choices of severities.</summary>
    public static IEnumerable<(string Value, string Text)> SeverityChoices(IStringLocalizer<CaseTexts> texts) =>
        Severities.Select(severity => (severity.ToString(), Of(texts, severity)));

    /// <summary>Choices of families.</summary>
    public static IEnumerable<(string Value, string Text)> FamilyChoices(IStringLocalizer<CaseTexts> texts, string? chosen)
    {
        var all = chosen is null || Families.Contains(chosen) ? Families : [.. Families, chosen];
        return all.Select(family => (family, Word(texts, "Family", family)));
    }

    /// <summary>What came of a move: done, or why not, who was first, and what is allowed instead.</summary>
    public static string Answer(IStringLocalizer<CaseTexts> texts, MoveAnswer answer)
    {
        if (answer.IsDone)
        {
            return texts["Outcome." + answer.Outcome];
        }

        var why = answer switch
        {
            { Outcome: MoveOutcome.Invalid } => texts["Outcome.Invalid", answer.Detail ?? "–"].Value,
            { Outcome: MoveOutcome.NotFound } => texts["Outcome.NotFound"].Value,
            { Last: { } last } => texts[
                "Outcome.First", Who(texts, last.Actor), Word(texts, "Kind", last.Kind), CityClock.Long(last.At)].Value
                + (last.Reason is { } reason ? " " + texts["Because", reason].Value : ""),
            _ => texts["Outcome." + answer.Outcome].Value,
        };
        return answer.Allowed.IsDefaultOrEmpty
            ? why
            : why + " " + texts["Outcome.Allowed", string.Join(", ", answer.Allowed.Select(move => Word(texts, "Move", move)))].Value;
    }

    /// <summary>Reads one of an enumeration's names from an address; null when there is none of that name.</summary>
    public static T? Parse<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
