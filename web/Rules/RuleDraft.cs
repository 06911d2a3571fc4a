using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Rules;

namespace CityActors.Web.Rules;

/// <summary>
/// A rule as a form holds it. Fields of a stored rule that the form does not show stay as they are: the form writes into what it read.
/// </summary>
public sealed class RuleDraft
{
    private const string DayFormat = "yyyy-MM-dd";
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };


    // What was read, so that what the form does not know is not lost.
    private JsonObject read = [];

    /// <summary>Id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Vietnamese name.</summary>
    public string NameVi { get; set; } = "";

    /// <summary>English name; empty: there is none.</summary>
    public string NameEn { get; set; } = "";

    /// <summary>Family.</summary>
    public string Family { get; set; } = "";

    /// <summary>Type of twins that it is for.</summary>
    public string Type { get; set; } = "";

    /// <summary>Channel that it is for.</summary>
    public string Channel { get; set; } = "";

    /// <summary>URN of the twin that it is for alone; empty: all of the type.</summary>
    public string Twin { get; set; } = "";

    /// <summary>URN of the zone that it is for; empty: everywhere.</summary>
    public string Zone { get; set; } = "";

    /// <summary>Id of the rule that it replaces for its twin; empty: none.</summary>
    public string Replaces { get; set; } = "";

    /// <summary>When it is broken, in the language of rules.</summary>
    public string Condition { get; set; } = "";

    /// <summary>What then.</summary>
    public RuleEffect Effect { get; set; } = RuleEffect.Alert;

    /// <summary>Severity of its alerts.</summary>
    public Severity Severity { get; set; } = Severity.Medium;

    /// <summary>Minutes that it must be normal again; empty: at once.</summary>
    public string ClearAfter { get; set; } = "";

    /// <summary>Days in the city's time, <c>yyyy-MM-dd</c>; empty: no bound.</summary>
    public string ValidFrom { get; set; } = "";

    /// <summary>Day on which it is valid no more; empty: without end.</summary>
    public string ValidTo { get; set; } = "";

    /// <summary>Where it comes from; empty: nothing is said.</summary>
    public string Source { get; set; } = "";

    /// <summary>What to do, in Vietnamese.</summary>
    public string AdviceVi { get; set; } = "";

    /// <summary>What to do, in English.</summary>
    public string AdviceEn { get; set; } = "";

    /// <summary>Whether it is at work.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>The form of a stored rule.</summary>
    public static RuleDraft Of(RuleDefinition rule) => new()
    {
        read = Parse(rule.Definition.Json),
        Id = rule.Id,
        NameVi = rule.Name.Vi,
        NameEn = rule.Name.En ?? "",
        Family = rule.Family,
        Type = rule.Type,
        Channel = rule.Channel,
        Twin = rule.Twin ?? "",
        Zone = rule.Zone ?? "",
        Replaces = rule.Replaces ?? "",
        Condition = rule.Condition,
        Effect = rule.Effect,
        Severity = rule.Severity,
        ClearAfter = rule.ClearAfter is { } length ? length.TotalMinutes.ToString("0.###", CultureInfo.InvariantCulture) : "",
        ValidFrom = Day(rule.ValidFrom),
        ValidTo = Day(rule.ValidTo),
        Source = rule.Source ?? "",
        AdviceVi = rule.Advice?.Vi ?? "",
        AdviceEn = rule.Advice?.En ?? "",
        IsEnabled = rule.Definition.State == DefinitionState.Enabled,
    };

    /// <summary>The definition as JSON. Whether it is right, the city says.</summary>
    public string Json()
    {
        var rule = (JsonObject)read.DeepClone();
        rule["name"] = Texts(NameVi, NameEn);
        rule["family"] = Family.Trim();
        rule["type"] = Type.Trim();
        rule["channel"] = Channel.Trim();
        rule["twin"] = Text(Twin);
        rule["zone"] = Text(Zone);
        rule["replaces"] = Text(Replaces);
        rule["condition"] = Condition;
        rule["effect"] = Effect == RuleEffect.Invalid ? "invalid" : "alert";
        rule["severity"] = Severity.ToString().ToLowerInvariant();
        rule["clearAfter"] = Length(ClearAfter);
        rule["validFrom"] = Bound("validFrom", ValidFrom);
        rule["validTo"] = Bound("validTo", ValidTo);
        rule["source"] = Text(Source);
        rule["advice"] = string.IsNullOrWhiteSpace(AdviceVi) && string.IsNullOrWhiteSpace(AdviceEn) ? null : Texts(AdviceVi, AdviceEn);
        rule["enabled"] = IsEnabled;
        return rule.ToJsonString(Readable);
    }

    private static JsonObject Parse(string? json) => json is null ? [] : JsonNode.Parse(json) as JsonObject ?? [];

    private static JsonNode? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : JsonValue.Create(text.Trim());

    private static JsonObject Texts(string vi, string en)
    {
        var texts = new JsonObject { ["vi"] = vi.Trim() };
        if (!string.IsNullOrWhiteSpace(en))
        {
            texts["en"] = en.Trim();
        }

        return texts;
    }

    // What is no number of minutes goes to the city as it is, which says what it expected.
    private static JsonNode? Length(string minutes) => Text(minutes) is null ? null
        : double.TryParse(minutes, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var length) && length is >= 0 and < 1e6
            ? XmlConvert.ToString(TimeSpan.FromMinutes(length))
            : minutes.Trim();

    private static string Day(DateTimeOffset? at) =>
        at is { } moment ? moment.ToOffset(Vietnam).ToString(DayFormat, CultureInfo.InvariantCulture) : "";

    // A day that was not touched keeps the moment that was read, which may be in the middle of it.
    private JsonNode? Bound(string name, string day)
    {
        if (string.IsNullOrWhiteSpace(day))
        {
            return null;
        }

        var isUntouched = read[name]?.GetValue<string>() is { } before
            && DateTimeOffset.TryParse(before, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && Day(moment) == day;
        return isUntouched ? read[name]!.DeepClone() : day.Trim() + "T00:00:00+07:00";
    }
}
