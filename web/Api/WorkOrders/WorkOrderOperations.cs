using CityActors.Cases;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;
using CityActors.WorkOrders;

namespace CityActors.Web.Api.WorkOrders;

/// <summary>What the operations on work orders and crews say of themselves.</summary>
internal static class WorkOrderOperations
{
    private const string Tag = "Work orders";
    private const string IdExample = "wo-00112233445566778899aabbccddeeff";

    private const string Done = $$"""{ "id": "{{IdExample}}", "version": 2, "position": 120044, "isChanged": true, "made": null }""";

    private const string Order = $$"""
        {
          "id": "{{IdExample}}", "version": 2, "position": 120044, "phase": "assigned", "severity": "medium", "title": "Thay bóng đèn",
          "description": null, "incident": null, "twin": "urn:ngsi-ld:Streetlight:den-17", "crew": "doi-3",
          "dueAt": "2026-11-26T10:00:00+00:00", "isOverdue": false, "needsEvidence": true, "evidence": [], "outcome": null,
          "createdAt": "2026-11-25T00:00:00+00:00", "createdBy": "api:127.0.0.1", "changedAt": "2026-11-25T00:05:00+00:00",
          "changedBy": "api:127.0.0.1", "doneAt": null, "allowed": [ "assign", "accept", "reject", "cancel" ]
        }
        """;

    private const string Entry = """
        {
          "version": 2, "position": 120044, "at": "2026-11-25T00:05:00+00:00", "actor": "api:127.0.0.1", "kind": "assigned",
          "reason": null, "text": null, "details": { "crew": "doi-3" }
        }
        """;

    private const string CrewExample = """
        { "id": "doi-3", "name": "Đội 3", "skills": [ "điện" ], "zone": null, "contact": "1900 0000", "isActive": true }
        """;

    private static readonly PathField Id = new("order", "Id of the work order.", IdExample);

    private static readonly QueryField[] Filters =
    [
        QueryField.List("phase", "Only of these phases.", "created,assigned", 8) with { Words = CaseAnswers.Words<WorkOrderPhase>() },
        QueryField.List("severity", "Only of these severities.", "high,critical", 5) with { Words = CaseAnswers.Words<Severity>() },
        QueryField.Text("crew", "Only of this crew.", "doi-3", 64),
        QueryField.Boolean("unassigned", "Only those that no crew has."),
        QueryField.Text("incident", "Only of this incident.", "inc-00112233445566778899aabbccddeeff", 64),
        QueryField.Text("twin", "Only about this twin.", "urn:ngsi-ld:Streetlight:den-17", 512),
        QueryField.Word("overdue", "Whether their time has passed.", "any", "true", "false"),
        QueryField.Text("text", "Words in title or description, with or without diacritics.", "thay bong den"),
    ];

    /// <summary>Lists.</summary>
    public static readonly ApiOperation List = new("listWorkOrders", Tag, "List work orders", "Newest first.")
    {
        Query =
        [
            .. Filters,
            QueryField.Text("after", "Where the page goes on, as the last page said.", "1764064800000~wo-0", 512),
            QueryField.Integer("limit", "Most work orders of the page.", 1, 500, 100),
        ],
        IsCase = true,
        IsPaged = true,
        AnswerExample = $$"""{ "workOrders": [ {{Order}} ], "next": null, "total": 1, "position": 120044 }""",
    };

    /// <summary>Counts.</summary>
    public static readonly ApiOperation Count = new(
        "countWorkOrders", Tag, "Count work orders", "By phase, of those that the query names.")
    {
        Query = Filters, IsCase = true, AnswerExample = """{ "counts": [ { "phase": "assigned", "count": 3 } ] }""",
    };

    /// <summary>Writes one.</summary>
    public static readonly ApiOperation Create = new(
        "createWorkOrder", Tag, "Write a work order",
        "By hand or for an incident, whose timeline says how it goes on. With an Idempotency-Key, sending it again writes it once.")
    {
        IsCase = true,
        TakesKey = true,
        BodyTypes = [ApiJson.Json],
        BodyExample = """
            {
              "title": "Thay bóng đèn", "description": null, "severity": "medium", "incident": null,
              "twin": "urn:ngsi-ld:Streetlight:den-17", "crew": "doi-3", "dueAt": "2026-11-26T17:00:00+07:00", "needsEvidence": true
            }
            """,
        Success = 201,
        SuccessMeans = "The work order is durable.",
        Refusals = [409, 413, 415],
        AnswerExample = Done,
    };

    /// <summary>One.</summary>
    public static readonly ApiOperation One = new(
        "readWorkOrder", Tag, "Read a work order", "As it stands, with the beginning of its timeline and the moves that are allowed now.")
    {
        Path = [Id],
        IsCase = true,
        Refusals = [404],
        AnswerExample = $$"""{ "workOrder": {{Order}}, "timeline": { "entries": [ {{Entry}} ], "next": null } }""",
    };

    /// <summary>Its timeline.</summary>
    public static readonly ApiOperation Timeline = new(
        "readWorkOrderTimeline", Tag, "Read a timeline", "Oldest first: who, when, what and why.")
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

    /// <summary>Uploads evidence.</summary>
    public static readonly ApiOperation Upload = new(
        "attachToWorkOrder", Tag, "Upload evidence",
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

    /// <summary>Downloads evidence.</summary>
    public static readonly ApiOperation Download = new(
        "readWorkOrderAttachment", Tag, "Download evidence", "To be stored, never to be shown as a page of the city.")
    {
        Path = [Id, new PathField("checksum", "SHA-256 of the file.", new string('a', 64))],
        Refusals = [404],
        AnswerTypes = ["application/octet-stream"],
        AnswerExample = "\"(the file)\"",
    };

    /// <summary>Lists crews.</summary>
    public static readonly ApiOperation Crews = new("listCrews", Tag, "List crews", "By id.")
    {
        AnswerExample = $$"""{ "crews": [ {{CrewExample}} ] }""",
    };

    /// <summary>Puts a crew in.</summary>
    public static readonly ApiOperation PutCrew = new("putCrew", Tag, "Put a crew in", "In the place of one of the same id. Idempotent.")
    {
        Path = [new PathField("crew", "Id of the crew.", "doi-3")],
        IsCase = true,
        TakesKey = true,
        TakesVersion = true,
        BodyTypes = [ApiJson.Json],
        BodyExample = """{ "name": "Đội 3", "skills": [ "điện" ], "zone": null, "contact": "1900 0000", "isActive": true }""",
        Refusals = [409, 412, 413, 415],
        AnswerExample = """{ "id": "doi-3", "version": 1, "position": 120044, "isChanged": true, "made": null }""",
    };

    /// <summary>A move.</summary>
    public static ApiOperation Move(string name, string summary, string description, string example) => new(
        $"{name}WorkOrder", Tag, summary,
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
}
