using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Alerts;

/// <summary>What the operations on alerts say of themselves.</summary>
internal static class AlertOperations
{
    /// <summary>What is answered to a move.</summary>
    public const string Done = """{ "id": "1.7.120044.0", "version": 2, "position": 97, "isChanged": true, "made": null }""";

    private const string Tag = "Alerts";

    private const string Alert = """
        {
          "episode": "1.7.120044.0", "version": 2, "position": 97, "phase": "acknowledged", "severity": "high",
          "title": "Mực nước vượt báo động 1", "rule": "flood-bd1", "ruleVersion": 1, "family": "flood",
          "twin": "urn:ngsi-ld:WaterLevelObserved:long-bien", "channel": "waterLevel", "zone": null, "longitude": 105.86, "latitude": 21.04,
          "value": "9.62", "unit": "MTR", "count": 1, "raisedAt": "2026-11-25T00:00:00+00:00", "changedAt": "2026-11-25T00:01:00+00:00",
          "changedBy": "api:127.0.0.1", "returnedAt": null, "clearedAt": null,
          "acknowledgement": { "actor": "api:127.0.0.1", "at": "2026-11-25T00:01:00+00:00", "reason": null }, "assignee": null,
          "shelving": null, "suppression": null, "incident": null, "comments": 0, "allowed": ["assign", "shelve", "comment"]
        }
        """;

    private const string Entry = """
        {
          "version": 2, "position": 97, "at": "2026-11-25T00:01:00+00:00", "actor": "api:127.0.0.1", "kind": "acknowledged",
          "reason": null, "text": null, "details": {}
        }
        """;

    private static readonly PathField Id = new("alert", "Episode of the alert.", "1.7.120044.0");

    private static readonly QueryField[] Filters =
    [
        QueryField.List("phase", "Only of these phases.", "unacknowledged,acknowledged", 5) with
        {
            Words = CaseAnswers.Words<AlertPhase>(),
        },
        QueryField.List("severity", "Only of these severities.", "high,critical", 5) with { Words = CaseAnswers.Words<Severity>() },
        QueryField.Text("family", "Only of this family.", "flood", 64),
        QueryField.Text("zone", "Only in this zone and those below it.", "urn:ngsi-ld:AdministrativeArea:ward-26740", 512),
        QueryField.Text("twin", "Only of this twin.", "urn:ngsi-ld:WaterLevelObserved:long-bien", 512),
        QueryField.Text("rule", "Only of this rule.", "flood-bd1", 64),
        QueryField.Text("assignee", "Only those that he deals with.", "Đội 3"),
        QueryField.Boolean("unassigned", "Only those that nobody deals with."),
        QueryField.Text("incident", "Only of this incident.", "inc-00112233445566778899aabbccddeeff", 64),
        QueryField.Word("shelved", "Whether shelved ones come.", "any", "true", "false"),
        QueryField.Word("suppressed", "Whether those come that a suppression window hides.", "false", "true", "any"),
        new QueryField("from", QueryKind.Moment, "Only raised at or after.", "PT24H"),
        new QueryField("to", QueryKind.Moment, "Only raised before.", "2026-11-25T07:00:00+07:00"),
        QueryField.Text("text", "Words in title, rule, twin or channel, with or without diacritics.", "muc nuoc"),
    ];

    /// <summary>Lists.</summary>
    public static readonly ApiOperation List = new("listAlerts", Tag, "List alerts", "Newest raised first.")
    {
        Query =
        [
            .. Filters,
            QueryField.Text("after", "Where the page goes on, as the last page said.", "1764064800000~1.7.120044.0", 512),
            QueryField.Integer("limit", "Most alerts of the page.", 1, 500, 100),
        ],
        TakesAtLeast = true,
        IsCase = true,
        IsPaged = true,
        AnswerExample = $$"""{ "alerts": [ {{Alert}} ], "next": null, "total": 1, "position": 97 }""",
    };

    /// <summary>Counts.</summary>
    public static readonly ApiOperation Count = new(
        "countAlerts", Tag, "Count alerts", "By phase and severity, of those that the query names.")
    {
        Query = Filters,
        TakesAtLeast = true,
        IsCase = true,
        AnswerExample = """{ "counts": [ { "phase": "unacknowledged", "severity": "high", "count": 3 } ] }""",
    };

    /// <summary>One.</summary>
    public static readonly ApiOperation One = new(
        "readAlert", Tag, "Read an alert", "As it stands, with the beginning of its timeline and the moves that are allowed now.")
    {
        Path = [Id],
        IsCase = true,
        Refusals = [404],
        AnswerExample = $$"""{ "alert": {{Alert}}, "timeline": { "entries": [ {{Entry}} ], "next": null } }""",
    };

    /// <summary>Its timeline.</summary>
    public static readonly ApiOperation Timeline = new(
        "readAlertTimeline", Tag, "Read a timeline", "Oldest first: who, when, what and why.")
    {
        Path = [Id],
        Query =
        [
            QueryField.Integer("after", "Version after which it starts.", 0, int.MaxValue, 0),
            QueryField.Integer("limit", "Most entries of the page.", 1, 1_000, 200),
        ],
        IsCase = true,
        IsPaged = true,
        Refusals = [404],
        AnswerExample = $$"""{ "entries": [ {{Entry}} ], "next": null }""",
    };

    /// <summary>Several at once.</summary>
    public static readonly ApiOperation Bulk = new(
        "moveAlerts", Tag, "Make a move with several alerts",
        "Each for itself: the answer says of each what became of it. With an Idempotency-Key each is moved once.")
    {
        IsCase = true,
        TakesKey = true,
        BodyTypes = [ApiJson.Json],
        BodyExample = """{ "alerts": ["1.7.120044.0", "1.3.99.0"], "move": "acknowledge", "reason": "đã gọi trực ban" }""",
        Refusals = [413, 415],
        AnswerExample = """
            {
              "answers": [
                { "id": "1.7.120044.0", "outcome": "done", "version": 2, "position": 97, "detail": null, "allowed": [], "last": null }
              ]
            }
            """,
    };

    /// <summary>A move.</summary>
    public static ApiOperation Move(string name, string summary, string description, string example) => new(
        $"{name}Alert", Tag, summary,
        description + " A move that is not allowed is refused with the ones that are, and with who was first.")
    {
        Path = [Id],
        IsCase = true,
        TakesKey = true,
        BodyTypes = [ApiJson.Json],
        BodyExample = example,
        Refusals = [404, 409, 412, 413, 415],
        AnswerExample = Done,
    };
}
