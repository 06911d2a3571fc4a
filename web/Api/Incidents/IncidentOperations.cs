using CityActors.Cases;
using CityActors.Incidents;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Incidents;

/// <summary>What the operations on incidents say of themselves.</summary>
internal static class IncidentOperations
{
    private const string Tag = "Incidents";
    private const string IdExample = "inc-00112233445566778899aabbccddeeff";

    private const string Done = $$"""{ "id": "{{IdExample}}", "version": 2, "position": 120044, "isChanged": true, "made": null }""";

    private const string Summary = $$"""
        {
          "id": "{{IdExample}}", "version": 2, "position": 120044, "phase": "in-progress", "severity": "high",
          "title": "Ngập đường Nguyễn Hữu Cảnh", "family": "flood", "zone": null, "longitude": null, "latitude": null, "owner": "Đội 3",
          "alerts": 2, "uncleared": 1, "twins": 2, "mergedInto": null, "openedAt": "2026-11-25T00:00:00+00:00",
          "changedAt": "2026-11-25T00:05:00+00:00", "changedBy": "api:127.0.0.1"
        }
        """;

    private const string Entry = """
        {
          "version": 2, "position": 120044, "at": "2026-11-25T00:05:00+00:00", "actor": "api:127.0.0.1", "kind": "acknowledged",
          "reason": null, "text": null, "details": {}
        }
        """;

    private static readonly PathField Id = new("incident", "Id of the incident.", IdExample);

    private static readonly QueryField[] Filters =
    [
        QueryField.List("phase", "Only of these phases.", "open,acknowledged", 5) with { Words = CaseAnswers.Words<IncidentPhase>() },
        QueryField.List("severity", "Only of these severities.", "high,critical", 5) with { Words = CaseAnswers.Words<Severity>() },
        QueryField.Text("owner", "Only of this owner.", "Đội 3"),
        QueryField.Boolean("unowned", "Only those that nobody owns."),
        QueryField.Text("zone", "Only of this zone.", "urn:ngsi-ld:AdministrativeArea:ward-26740", 512),
        QueryField.Text("family", "Only of this family.", "flood", 64),
        QueryField.Text("alert", "Only those with this alert.", "1.7.120044.0"),
        QueryField.Text("twin", "Only those about this twin.", "urn:ngsi-ld:WaterLevelObserved:long-bien", 512),
        new QueryField("from", QueryKind.Moment, "Only opened at or after.", "PT24H"),
        new QueryField("to", QueryKind.Moment, "Only opened before.", "2026-11-25T07:00:00+07:00"),
        QueryField.Text("text", "Words in title or description, with or without diacritics.", "ngap nguyen huu canh"),
    ];

    /// <summary>Lists.</summary>
    public static readonly ApiOperation List = new("listIncidents", Tag, "List incidents", "Newest opened first.")
    {
        Query =
        [
            .. Filters,
            QueryField.Text("after", "Where the page goes on, as the last page said.", "1764064800000~inc-0", 512),
            QueryField.Integer("limit", "Most incidents of the page.", 1, 500, 100),
        ],
        IsCase = true,
        IsPaged = true,
        AnswerExample = $$"""{ "incidents": [ {{Summary}} ], "next": null, "total": 1, "position": 120044 }""",
    };

    /// <summary>Counts.</summary>
    public static readonly ApiOperation Count = new(
        "countIncidents", Tag, "Count incidents", "By phase and severity, of those that the query names.")
    {
        Query = Filters,
        IsCase = true,
        AnswerExample = """{ "counts": [ { "phase": "open", "severity": "high", "count": 3 } ] }""",
    };

    /// <summary>Opens one.</summary>
    public static readonly ApiOperation Open = new(
        "openIncident", Tag, "Open an incident by hand",
        "With an Idempotency-Key, sending it again opens it once and is answered the same.")
    {
        IsCase = true,
        TakesKey = true,
        BodyTypes = [ApiJson.Json],
        BodyExample = """
            {
              "title": "Cây đổ chắn đường", "description": null, "family": "traffic", "severity": "high", "zone": null,
              "longitude": 105.85, "latitude": 21.02, "alerts": [], "twins": [ "urn:ngsi-ld:RoadSegment:nhc-3" ], "kpis": []
            }
            """,
        Success = 201,
        SuccessMeans = "The incident is durable.",
        Refusals = [409, 413, 415],
        AnswerExample = Done,
    };

    /// <summary>One.</summary>
    public static readonly ApiOperation One = new(
        "readIncident", Tag, "Read an incident", "As it stands, with the beginning of its timeline and the moves that are allowed now.")
    {
        Path = [Id],
        IsCase = true,
        Refusals = [404],
        AnswerExample = $$"""{ "incident": {{Summary}}, "timeline": { "entries": [ {{Entry}} ], "next": null } }""",
    };

    /// <summary>Its timeline.</summary>
    public static readonly ApiOperation Timeline = new(
        "readIncidentTimeline", Tag, "Read a timeline", "Oldest first: who, when, what and why.")
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

    /// <summary>Uploads a file and attaches it.</summary>
    public static readonly ApiOperation Upload = new(
        "attachToIncident", Tag, "Upload a file and attach it",
        "The body is the file, or a form with one file. Taken are JPEG, PNG, GIF, WebP, PDF, MP4 and plain text, found in the content "
        + "itself; a Content-Type that says another is refused. The answer has its SHA-256.")
    {
        Path = [Id],
        Query = [QueryField.Text("name", "Name as people see it; of a form, the name of its file when this is absent.", "ảnh.jpg")],
        IsCase = true,
        TakesKey = true,
        TakesVersion = true,
        BodyTypes = ["application/octet-stream", AttachmentUpload.Form],
        Success = 201,
        SuccessMeans = "The file is kept and attached.",
        Refusals = [404, 409, 412, 413, 415],
        AnswerExample = $$"""
            {
              "attachment": { "checksum": "{{new string('a', 64)}}", "name": "ảnh.jpg", "contentType": "image/jpeg", "bytes": 120044 },
              "answer": {{Done}}
            }
            """,
    };

    /// <summary>Downloads a file.</summary>
    public static readonly ApiOperation Download = new(
        "readIncidentAttachment", Tag, "Download an attached file", "To be stored, never to be shown as a page of the city.")
    {
        Path = [Id, new PathField("checksum", "SHA-256 of the file.", new string('a', 64))],
        Refusals = [404],
        AnswerTypes = ["application/octet-stream"],
        AnswerExample = "\"(the file)\"",
    };

    /// <summary>A move.</summary>
    public static ApiOperation Move(string name, string summary, string description, string example) => new(
        $"{Camel(name)}Incident", Tag, summary,
        description + " A move that is not allowed is refused with the ones that are, and with who was first.")
    {
        Path = [Id],
        IsCase = true,
        TakesKey = true,
        TakesVersion = true,
        BodyTypes = [ApiJson.Json],
        BodyExample = example,
        Refusals = [404, 409, 412, 413, 415],
        AnswerExample = Done,
    };

    /// <summary>A name with dashes as one with capital letters.</summary>
    public static string Camel(string name) => string.Concat(
        name.Split('-').Select(static (part, number) => number == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
