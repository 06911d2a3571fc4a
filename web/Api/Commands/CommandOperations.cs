using CityActors.Commands;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Commands;

/// <summary>What the operations on commands say of themselves.</summary>
internal static class CommandOperations
{
    /// <summary>Names of the states.</summary>
    public static readonly string[] States = [.. Enum.GetValues<CommandState>().Select(CommandDocument.Word)];

    private const string Tag = "Commands";

    private const string Command = """
        {
          "id": "1.7.120044", "twin": "urn:ngsi-ld:Streetlight:den-17", "channel": "powerState", "value": "on", "actor": "api:127.0.0.1",
          "why": "trời tối sớm", "state": "done", "reason": null, "report": "converged", "reported": "on", "lateAnswer": null,
          "attempts": 1, "requestedAt": "2026-11-25T10:00:00+00:00", "expiresAt": "2026-11-25T10:10:00+00:00",
          "changedAt": "2026-11-25T10:00:01+00:00", "changedBy": "den-17", "idempotencyKey": null, "position": "1.7.120047"
        }
        """;

    private static readonly PathField Id = new("command", "Id of the command.", "1.7.120044");

    /// <summary>Lists.</summary>
    public static readonly ApiOperation List = new(
        "listCommands", Tag, "List commands", "Newest request first, with where each stands and what its twin reports.")
    {
        Query =
        [
            QueryField.List("state", "Only of these states.", "queued,sent", States.Length) with { Words = States },
            QueryField.Text("twin", "Only of this twin.", "urn:ngsi-ld:Streetlight:den-17", 512),
            QueryField.Text("type", "Only of twins of this type.", "Streetlight", 64),
            QueryField.Text("actor", "Only asked for by this actor.", "api:127.0.0.1"),
            new QueryField("from", QueryKind.Moment, "Only requested at or after.", "PT1H"),
            new QueryField("to", QueryKind.Moment, "Only requested before.", "2026-11-25T07:00:00+07:00"),
            QueryField.Text("after", "Where the page goes on, as the last page said.", "1764064800000.7.120044"),
            QueryField.Integer("limit", "Most commands of the page.", 1, 1_000, 100),
        ],
        TakesAtLeast = true,
        IsPaged = true,
        Answer = typeof(CommandsAnswer),
        AnswerExample = $$"""{ "commands": [ {{Command}} ], "next": null }""",
    };

    /// <summary>One, with its timeline.</summary>
    public static readonly ApiOperation One = new(
        "readCommand", Tag, "Read a command", "As it stands, and how it stood after each change.")
    {
        Path = [Id],
        TakesAtLeast = true,
        SaysPosition = true,
        Refusals = [404],
        Answer = typeof(CommandAnswer),
        AnswerExample = $$"""{ "command": {{Command}}, "timeline": [ {{Command}} ] }""",
    };

    /// <summary>Requests.</summary>
    public static readonly ApiOperation Request = new(
        "requestCommand", Tag, "Command a twin",
        "Durable when answered. The device gets it when it listens, at least once and always under the same id; it expires when the device "
        + "does not accept it within the time to live. With an Idempotency-Key, sending it again asks for the same command.")
    {
        HasTwin = true,
        TakesKey = true,
        SaysPosition = true,
        BodyTypes = [ApiJson.Json],
        BodyExample = """{ "channel": "powerState", "value": "on", "timeToLive": "PT5M", "why": "trời tối sớm" }""",
        Success = 201,
        SuccessMeans = "The command is durable.",
        Refusals = [404, 409, 413, 415, 422],
        Answer = typeof(CommandDocument),
        AnswerExample = Command,
    };

    /// <summary>Taking back.</summary>
    public static readonly ApiOperation Cancel = new(
        "cancelCommand", Tag, "Cancel a command",
        "Possible until the device has accepted it; one that was sent is taken back at the device too. Again and again is the same.")
    {
        Path = [Id],
        SaysPosition = true,
        BodyTypes = [ApiJson.Json],
        BodyExample = """{ "why": "nhầm đèn" }""",
        Refusals = [404, 409, 413, 415],
        Answer = typeof(CommandDocument),
        AnswerExample = Command,
    };

    /// <summary>Desired beside reported.</summary>
    public static readonly ApiOperation Desired = new(
        "readDesired", Tag, "Desired state of a twin", "What its commanded channels are wanted to show, beside what they show.")
    {
        HasTwin = true,
        TakesAtLeast = true,
        Refusals = [404],
        Answer = typeof(DesiredAnswer),
        AnswerExample = $$"""{ "channels": [ { "channel": "powerState", "desired": {{Command}}, "reported": "on" } ] }""",
    };

    /// <summary>What takes commands.</summary>
    public static readonly ApiOperation Actuators = new(
        "listActuators", Tag, "What takes commands", "Channels by type, with what each takes, for how long, and where that is said.")
    {
        Query = [QueryField.Text("type", "Only of this type.", "Streetlight", 64)],
        Answer = typeof(ActuatorsAnswer),
        AnswerExample = """
            {
              "actuators": [
                {
                  "type": "Streetlight", "channel": "powerState", "name": { "vi": "Bật tắt đèn", "en": "Lamp switch" }, "kind": "code",
                  "words": ["on", "off", "low"], "least": null, "largest": null, "lengthMax": 0, "unit": null, "tolerance": 0,
                  "timeToLive": "PT10M", "timeToLiveMax": "P1D", "outcomeWithin": "PT2M", "validFrom": null, "validTo": null,
                  "source": "Smart Data Models, Streetlighting/Streetlight: powerState"
                }
              ]
            }
            """,
    };

    /// <summary>The feed.</summary>
    public static readonly ApiOperation Follow = new(
        "followCommands", Tag, "Follow commands",
        "Server-sent events 'commands': each an array of commands as they stood after a change. To go on, send the id of the last event "
        + "(browsers do it by themselves). 'gone' says that what was to follow is kept no more: read the list anew.")
    {
        Query = [QueryField.Text("twin", "Only of this twin.", "urn:ngsi-ld:Streetlight:den-17", 512)],
        IsStream = true,
        AnswerTypes = [ApiJson.Events],
        SuccessMeans = "Events, until the reader leaves.",
        AnswerExample = "id: 1;120045;97\nevent: commands\ndata: [{\"id\":\"1.0.120044\",\"state\":\"queued\"}]\n\n",
    };
}
