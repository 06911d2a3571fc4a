using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Definitions;

/// <summary>What the operations on definitions of one kind say of themselves.</summary>
internal sealed class DefinitionOperations
{
    private const string Concurrency =
        "Header If-Match (or expectedVersion) names the version that was read, so that nobody overwrites what he has not seen; "
        + "If-Match: * overwrites whatever there is. Without it there must be none yet. ";

    /// <summary>Describes a room.</summary>
    public DefinitionOperations(DefinitionRoom room)
    {
        var (id, version) = (
            new PathField("id", $"Id of the {room.Words}.", room.ExampleId), new PathField("version", "Version, from 1.", "3"));
        var one = DefinitionExamples.One(room);
        List = new ApiOperation($"list{room.Many}", room.Tag, $"List {room.Words}s", "The newest version of each, in the order of ids.")
        {
            Query = Filters(room), TakesAtLeast = true, IsPaged = true,
            AnswerExample = $$"""{ "definitions": [ {{one}} ], "next": null, "total": 1 }""",
        };
        Get = new ApiOperation($"read{room.One}", room.Tag, $"Read a {room.Words}", "Its newest version; ETag names it.")
        {
            Path = [id], TakesAtLeast = true, SaysPosition = true, Refusals = [404], AnswerExample = one,
        };
        Versions = new ApiOperation(
            $"list{room.One}Versions", room.Tag, $"List the versions of a {room.Words}", "Newest first: who made each, when and why.")
        {
            Path = [id], TakesAtLeast = true, IsPaged = true, Refusals = [404],
            Query =
            [
                QueryField.Integer("before", "Only versions before this one; 0: from the newest.", 0, int.MaxValue, 0),
                QueryField.Integer("limit", "Most versions of the page.", 1, 1_000, 100),
            ],
            AnswerExample = $$"""{ "versions": [ {{one}} ], "next": null }""",
        };
        Version = new ApiOperation($"read{room.One}Version", room.Tag, $"Read a version of a {room.Words}", "As it was in force.")
        {
            Path = [id, version], TakesAtLeast = true, SaysPosition = true, Refusals = [404], AnswerExample = one,
        };
        Check = new ApiOperation(
            $"check{room.One}", room.Tag, $"Check a {room.Words}",
            "What a save would find, with the cost of an evaluation as measured now. Writes nothing.")
        {
            Path = [id], BodyTypes = [ApiJson.Json], BodyExample = $$"""{ "definition": {{room.Example}} }""", Refusals = [413, 415],
            AnswerExample = DefinitionExamples.Check,
        };
        Save = new ApiOperation(
            $"save{room.One}", room.Tag, $"Save a {room.Words}",
            "Answers when every partition of the city works by it. Idempotent: what says the same as the newest version writes nothing. "
            + Concurrency + "A refusal names field, line, column, what was expected and what came.")
        {
            Path = [id], BodyTypes = [ApiJson.Json], Refusals = [409, 412, 413, 415], SaysPosition = true, TakesVersion = true,
            BodyExample = $$"""{ "definition": {{room.Example}}, "why": "Quyết định mới", "expectedVersion": 3 }""",
            AnswerExample = DefinitionExamples.Saved(room.ExampleId),
        };
        Retire = new ApiOperation(
            $"retire{room.One}", room.Tag, $"Retire a {room.Words}", "Its versions stay readable. Idempotent. " + Concurrency)
        {
            Path = [id], Query = [QueryField.Text("why", "The reason.", "Thay bằng quy tắc mới", 500) with { IsRequired = true }],
            Refusals = [404, 409, 412], SaysPosition = true, TakesVersion = true, AnswerExample = DefinitionExamples.Saved(room.ExampleId),
        };
    }

    /// <summary>Lists.</summary>
    public ApiOperation List { get; }

    /// <summary>Reads the newest version.</summary>
    public ApiOperation Get { get; }

    /// <summary>Lists versions.</summary>
    public ApiOperation Versions { get; }

    /// <summary>Reads a version.</summary>
    public ApiOperation Version { get; }

    /// <summary>Checks.</summary>
    public ApiOperation Check { get; }

    /// <summary>Saves.</summary>
    public ApiOperation Save { get; }

    /// <summary>Retires.</summary>
    public ApiOperation Retire { get; }

    private static QueryField[] Filters(DefinitionRoom room)
    {
        QueryField[] all =
        [
            QueryField.Text("text", "Words in id or names, with or without diacritics.", "mực nước", 200),
            QueryField.Word("state", "Only of this state; present: all but retired ones.", ["present", .. Names<DefinitionState>()]),
            QueryField.Text("family", "Only of this family of rules, or sector of KPIs.", "flood", 64),
            QueryField.Text("after", "Id after which the page starts.", room.ExampleId, 64),
            QueryField.Integer("limit", "Most of the page.", 1, 1_000, 100),
        ];
        return !room.IsOfTwins ? all :
        [
            .. all,
            QueryField.Text("type", "Only for twins of this type.", "WaterLevelObserved", 64),
            QueryField.Text("channel", "Only for this channel.", "waterLevel", 64),
            QueryField.Text("twin", "Only for this twin alone.", "urn:ngsi-ld:WaterLevelObserved:long-bien", 250),
            QueryField.Word("severity", "Only of this severity.", ["any", .. Names<Severity>()]),
        ];
    }

    private static IEnumerable<string> Names<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(static name => name.ToLowerInvariant());
}
