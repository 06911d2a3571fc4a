using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Domain.Files;
using CityActors.Incidents;
using CityActors.Twins;

namespace CityActors.Domain.Incidents.Moves;

/// <summary>Whether what a mover says is as it should be. Each check answers null, or a sentence: what was expected, what came.</summary>
public static class IncidentChecks
{
    /// <summary>Most alerts of an incident; what others hand over comes on top.</summary>
    public const int AlertsMax = 5_000;
    /// <summary>Most alerts or twins that one move names: an event must fit into the case store.</summary>
    public const int AtOnceMax = 300;
    public const int TwinsMax = 1_000;
    public const int KpisMax = 200;
    public const int PeopleMax = 200;
    public const int AttachmentsMax = 200;
    private const int TitleMax = 200;
    private const int TextMax = 10_000;
    private const int NameMax = 100;
    private const int WordMax = 64;
    private const int EpisodeMax = 128;
    private const int CauseMax = 512;
    private const int KeyMax = 128;
    private const int ReasonMax = 2_000;

    /// <summary>What goes with a move.</summary>
    public static string? Order(MoveOrder order) =>
        Optional("an idempotency key", order.Key, KeyMax) ?? Optional("a reason", order.Reason, ReasonMax);

    /// <summary>What an incident is opened with.</summary>
    public static string? Opening(IncidentOpening opening) =>
        Text("a cause", opening.Cause, CauseMax) ?? Title(opening.Title) ?? Optional("a description", opening.Description, TextMax)
        ?? Text("a family", opening.Family, WordMax) ?? Severity(opening.Severity) ?? Urn("a zone", opening.Zone)
        ?? Place(opening.Longitude, opening.Latitude) ?? Alerts(opening.Alerts) ?? Twins(opening.Twins) ?? Kpis(opening.Kpis);

    /// <summary>What a move says.</summary>
    public static string? Action(IncidentAction action) => action switch
    {
        ResolveIncident resolve => Text("a resolution", resolve.Resolution, TextMax),
        DescribeIncident describe => Title(describe.Title) ?? Optional("a description", describe.Description, TextMax),
        GradeIncident grade => Severity(grade.Severity),
        AssignIncident assign => assign.Owner is null ? null : Text("an owner", assign.Owner, NameMax),
        AddPerson add => Person(add.Person),
        RemovePerson remove => Person(remove.Person),
        NoteIncident note => Text("a note", note.Text, TextMax),
        AttachToIncident attach => FileRules.Check(attach.Attachment),
        DetachFromIncident detach => FileRules.IsChecksum(detach.Checksum) ? null : "Expected a checksum of 64 hexadecimal digits.",
        LinkAlerts link => Alerts(link.Alerts) ?? Some("alerts", link.Alerts.Length),
        UnlinkAlerts unlink => Episodes(unlink.Episodes) ?? Some("alerts", unlink.Episodes.Length),
        TellAlert tell => Text("an episode", tell.Episode, EpisodeMax),
        LinkTwins link => Twins(link.Twins) ?? Some("twins", link.Twins.Length),
        UnlinkTwins unlink => Twins(unlink.Twins) ?? Some("twins", unlink.Twins.Length),
        LinkKpis link => Kpis(link.Kpis) ?? Some("KPIs", link.Kpis.Length),
        UnlinkKpis unlink => Kpis(unlink.Kpis) ?? Some("KPIs", unlink.Kpis.Length),
        MergeIncident merge => IncidentId.IsValid(merge.Into) ? null : "Expected the id of an incident to merge into.",
        SplitIncident split => Title(split.Title) ?? Episodes(split.Episodes) ?? Twins(split.Twins)
            ?? Some("alerts or twins", split.Episodes.Length + split.Twins.Length),
        _ => null,
    };

    /// <summary>A title.</summary>
    public static string? Title(string? title) => Text("a title", title, TitleMax) ?? (title!.AsSpan().IndexOfAny('\r', '\n') < 0
        ? null : "Expected a title of one line.");

    /// <summary>A longer text that must be there.</summary>
    public static string? Long(string what, string? text) => Text(what, text, TextMax);

    /// <summary>A longer text that may be missing.</summary>
    public static string? OptionalLong(string what, string? text) => Optional(what, text, TextMax);

    /// <summary>A text that must be there.</summary>
    public static string? Text(string what, string? text, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= most && IsReadable(text)
            ? null
            : $"Expected {what} of 1-{most} characters without controls, got {(text is null ? "none" : $"{text.Length} characters")}.";

    /// <summary>A text that may be missing.</summary>
    public static string? Optional(string what, string? text, int most) => text is null ? null : Text(what, text, most);

    /// <summary>A severity.</summary>
    public static string? Severity(Severity severity) => Enum.IsDefined(severity) ? null : $"Expected a severity, got {(int)severity}.";

    /// <summary>The id of a twin or zone that may be missing.</summary>
    public static string? Urn(string what, string? id) =>
        id is null || TwinId.IsValid(id) ? null : $"Expected {what} as urn:ngsi-ld:Type:local.";

    private static string? Place(double? longitude, double? latitude) =>
        (longitude is null && latitude is null) || (longitude is >= -180 and <= 180 && latitude is >= -90 and <= 90)
            ? null
            : "Expected longitude in [-180, 180] with latitude in [-90, 90], or neither.";

    private static string? Person(IncidentPerson? person) =>
        person is null ? "Expected a person." : Text("a name", person.Name, NameMax) ?? Text("a role", person.Role, WordMax);

    private static string? Alerts(ImmutableArray<IncidentAlert> alerts) => Count("alerts", alerts, AtOnceMax)
        ?? First(alerts, static alert => Text("an episode", alert.Episode, EpisodeMax) ?? Urn("the twin of an alert", alert.Twin));

    private static string? Episodes(ImmutableArray<string> episodes) =>
        Count("alerts", episodes, AtOnceMax) ?? First(episodes, static episode => Text("an episode", episode, EpisodeMax));

    private static string? Twins(ImmutableArray<string> twins) =>
        Count("twins", twins, AtOnceMax) ?? First(twins, static twin => Urn("a twin", twin ?? ""));

    private static string? Kpis(ImmutableArray<string> kpis) =>
        Count("KPIs", kpis, KpisMax) ?? First(kpis, static kpi => Text("a KPI", kpi, WordMax));

    private static string? Some(string what, int count) => count > 0 ? null : $"Expected at least one of the {what}.";

    private static string? Count<T>(string what, ImmutableArray<T> items, int most) => !items.IsDefault && items.Length <= most
        ? null
        : $"Expected at most {most} {what}, got {(items.IsDefault ? "none at all" : items.Length)}.";

    private static string? First<T>(ImmutableArray<T> items, Func<T, string?> check)
    {
        foreach (var item in items)
        {
            if (item is null)
            {
                return "Expected no empty items.";
            }

            if (check(item) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static bool IsReadable(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))
            {
                return false;
            }
        }

        return true;
    }
}
