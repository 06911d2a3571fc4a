using CityActors.Alerts;
using CityActors.Twins;

namespace CityActors.Domain.Alerts.Suppressions;

/// <summary>Which alerts a suppression window hides, and which windows there can be.</summary>
public static class SuppressionRules
{
    /// <summary>Longest window.</summary>
    public static readonly TimeSpan LengthMax = TimeSpan.FromDays(366);

    private const int NameMax = 512;

    /// <summary>What is wrong with a window; null: nothing.</summary>
    public static string? Problem(SuppressionDraft draft) => draft switch
    {
        _ when !IsId(draft.Id) => $"Expected an id of 1-64 of a-z, 0-9, '.', '-', beginning with a letter or number, got '{draft.Id}'.",
        { Rule: null, Family: null, Type: null, Twin: null, Zone: null } =>
            "Expected at least one of rule, family, type, twin and zone, got none.",
        _ when !IsName(draft.Rule) || !IsName(draft.Family) || !IsName(draft.Type) || !IsName(draft.Twin) || !IsName(draft.Zone) =>
            $"Expected scopes of 1-{NameMax} characters.",
        _ when draft.To <= draft.From || draft.To - draft.From > LengthMax =>
            $"Expected an end after the begin and at most {LengthMax.TotalDays:0} days later, got {draft.From:O} to {draft.To:O}.",
        _ => null,
    };

    /// <summary>Whether a window covers an alert at a moment.</summary>
    /// <param name="window">The window.</param>
    /// <param name="report">The alert.</param>
    /// <param name="zones">The zone of the alert and the zones above it.</param>
    /// <param name="at">The moment.</param>
    public static bool Covers(SuppressionDraft window, AlertReport report, IReadOnlyCollection<string> zones, DateTimeOffset at) =>
        at >= window.From && at < window.To
        && (window.Rule is null || window.Rule == report.Rule)
        && (window.Family is null || window.Family == report.Family)
        && (window.Twin is null || window.Twin == report.Twin)
        && (window.Type is null || TwinId.TypeOf(report.Twin) == window.Type)
        && (window.Zone is null || zones.Contains(window.Zone));

    private static bool IsName(string? name) => name is null or { Length: > 0 and <= NameMax };

    private static bool IsId(string? id) => id is { Length: > 0 and <= 64 } && char.IsAsciiLetterOrDigit(id[0])
        && id.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-');
}
