using CityActors.Incidents;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Documents;

namespace CityActors.Web.Api.Incidents;

/// <summary>The moves of an incident, each an operation of its own under its name.</summary>
internal static class IncidentMoveTable
{
    private const string Plain = """{ "reason": "đã gọi trực ban" }""";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CaseMove<IncidentAction>> Moves { get; } =
    [
        Of<CaseMoveBody>("acknowledge", "Acknowledge an incident", "From open. The second is told who was first.", Plain,
            static _ => new AcknowledgeIncident()),
        Of<CaseMoveBody>("start", "Begin to deal with an incident", "From acknowledged or resolved.", Plain,
            static _ => new StartIncident()),
        Of<ResolutionBody>("resolve", "Resolve an incident", "From acknowledged or in progress.",
            """{ "resolution": "Đã bơm hết nước." }""",
            static body => new ResolveIncident(body.Resolution)),
        Of<CaseMoveBody>("close", "Close an incident", "From resolved.", Plain, static _ => new CloseIncident()),
        Of<CaseMoveBody>("reopen", "Open an incident again", "From resolved or closed; needs a reason.",
            """{ "reason": "nước lại dâng" }""",
            static _ => new ReopenIncident()),
        Of<DescriptionBody>("describe", "Change title and description", "Until it is closed.",
            """{ "title": "Ngập đường Nguyễn Hữu Cảnh", "description": "Sâu 40 cm." }""",
            static body => new DescribeIncident(body.Title, body.Description)),
        Of<GradeBody>("grade", "Say how bad an incident is", "Until it is closed.", """{ "severity": "critical" }""",
            static body => new GradeIncident(body.Severity)),
        Of<OwnerBody>("assign", "Say who answers for an incident", "null: nobody does. Until it is closed.", """{ "owner": "Đội 3" }""",
            static body => new AssignIncident(body.Owner)),
        Of<PersonBody>("add-person", "Add somebody in a role", "Until it is closed.", """{ "name": "Lan", "role": "commander" }""",
            static body => new AddPerson(body.Person)),
        Of<PersonBody>("remove-person", "Take somebody out of a role", "Until it is closed.", """{ "name": "Lan", "role": "commander" }""",
            static body => new RemovePerson(body.Person)),
        Of<NoteBody>("note", "Write a note into the timeline", "Also of a closed one.", """{ "text": "Đã báo phường." }""",
            static body => new NoteIncident(body.Text)),
        Of<AttachmentBody>("attach", "Attach a file that is kept already",
            "As an upload answered it, to this or another incident. Until it is closed.",
            $$"""{ "checksum": "{{new string('a', 64)}}", "name": "anh.jpg", "contentType": "image/jpeg", "bytes": 120044 }""",
            static body => new AttachToIncident(body.Attachment)),
        Of<ChecksumBody>("detach", "Take an attached file away", "The timeline keeps its name and checksum. Until it is closed.",
            $$"""{ "checksum": "{{new string('a', 64)}}" }""", static body => new DetachFromIncident(body.Checksum)),
        Of<AlertsBody>("link-alerts", "Link alerts", "At most 300 at once. Until it is closed; a merged incident passes them on.",
            """{ "alerts": [ { "episode": "1.7.120044.0", "twin": "urn:ngsi-ld:WaterLevelObserved:long-bien", "isCleared": false } ] }""",
            static body => new LinkAlerts([.. body.Alerts.Select(static alert => alert.Alert)])),
        Of<IdsBody>("unlink-alerts", "Take alerts out", "By episode. Until it is closed.", """{ "ids": [ "1.7.120044.0" ] }""",
            static body => new UnlinkAlerts([.. body.Ids])),
        Of<IdsBody>("link-twins", "Link twins", "By URN. Until it is closed.", """{ "ids": [ "urn:ngsi-ld:RoadSegment:nhc-3" ] }""",
            static body => new LinkTwins([.. body.Ids])),
        Of<IdsBody>("unlink-twins", "Take twins out", "Those linked by hand. Until it is closed.",
            """{ "ids": [ "urn:ngsi-ld:RoadSegment:nhc-3" ] }""", static body => new UnlinkTwins([.. body.Ids])),
        Of<IdsBody>("link-kpis", "Link KPIs", "By id. Until it is closed.", """{ "ids": [ "flooded-streets" ] }""",
            static body => new LinkKpis([.. body.Ids])),
        Of<IdsBody>("unlink-kpis", "Take KPIs out", "By id. Until it is closed.", """{ "ids": [ "flooded-streets" ] }""",
            static body => new UnlinkKpis([.. body.Ids])),
        Of<MergeBody>("merge", "Merge an incident into another",
            "It closes and points to the other; alerts, twins, KPIs, people, files, work orders and timeline go over.",
            """{ "into": "inc-00112233445566778899aabbccddeeff" }""", static body => new MergeIncident(body.Into)),
        Of<SplitBody>("split", "Split a part off into a new incident", "Answers the id of the new one as made.",
            """{ "alerts": [ "1.7.120044.0" ], "twins": [], "title": "Vỡ ống nước" }""",
            static body => new SplitIncident([.. body.Alerts], [.. body.Twins], body.Title)),
    ];

    private static CaseMove<IncidentAction> Of<TBody>(
        string name, string summary, string description, string example, Func<TBody, IncidentAction> action)
        where TBody : CaseMoveBody =>
        CaseMove<IncidentAction>.Of(name, IncidentOperations.Move(name, summary, description, example), action);
}
