using CityActors.Quarantine;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Quarantine;

/// <summary>What was refused or set aside, until somebody deals with it.</summary>
internal static class QuarantineEndpoints
{
    private const string Tag = "Quarantine";
    private const int IdsMax = 1_000;
    private const int IdLengthMax = 512;
    private const int BodyBytesMax = 768 << 10;
    private const int PreviewBytes = 1_024;
    private const int WholeMax = 50;
    private const string Ids = """{ "ids": [ "1.7.120044.0" ] }""";

    private static readonly ApiOperation ListOperation = new(
        "listQuarantine", Tag, "List the quarantine", "Newest first, each with its reason and the beginning of what came.")
    {
        Query =
        [
            QueryField.Text("source", "Only of this source.", "mqtt:gateway-17"),
            QueryField.Text("before", "Where the page goes on, as the last page said.", "1.7.120044.0", IdLengthMax),
            QueryField.Integer("limit", "Most entries of the page; at most 50 with payload=whole.", 1, 1_000, 100),
            QueryField.Word("payload", "How much of the payloads is shown.", "beginning", "whole"),
        ],
        IsPaged = true,
        Answer = typeof(QuarantineAnswer),
        AnswerExample = """
            {
              "entries": [
                {
                  "id": "1.7.120044.0", "source": "mqtt:gateway-17", "topic": "city/Device/17/telemetry", "reason": "future",
                  "detail": "Expected observedAt at most 5 minutes after arrival, got 2027-01-01T00:00:00Z.",
                  "arrivedAt": "2026-11-25T02:30:01+00:00", "contentType": "application/senml+json", "payloadBytes": 44,
                  "text": "[{\"n\":\"pm25\",\"v\":37.5,\"t\":1798761600}]", "base64": null, "isWhole": true
                }
              ],
              "next": null, "total": 1
            }
            """,
    };

    private static readonly ApiOperation ReplayOperation = new(
        "replayQuarantine", Tag, "Feed entries again",
        "Those that pass are durable and leave the quarantine; those that do not stay with the new reason.")
    {
        BodyTypes = [ApiJson.Json],
        BodyExample = Ids,
        Refusals = [413, 415],
        Answer = typeof(ReplayAnswer),
        AnswerExample = """{ "accepted": 1, "refused": 0, "unknown": 0 }""",
    };

    private static readonly ApiOperation DiscardOperation = new("discardQuarantine", Tag, "Remove entries for good",
        "What is removed cannot be had back.")
    {
        BodyTypes = [ApiJson.Json],
        BodyExample = Ids,
        Refusals = [413, 415],
        Answer = typeof(DiscardAnswer),
        AnswerExample = """{ "discarded": 1 }""",
    };

    /// <summary>Maps the room.</summary>
    public static void MapQuarantine(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get("/api/quarantine", List, ListOperation);
        endpoints.Post("/api/quarantine/replay", Replay, ReplayOperation);
        endpoints.Post("/api/quarantine/discard", Discard, DiscardOperation);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var (limit, isWhole) = (query.Integer("limit"), query.Word("payload") == "whole");
        if (isWhole && limit > WholeMax)
        {
            throw query.Refuse("limit", $"at most {WholeMax} with payload=whole, got {limit}");
        }

        var page = await grains.GetGrain<IQuarantineGrain>(0).List(query.Text("source"), query.Text("before"), limit);
        Pages.Link(context, page.Next, "before");
        return TypedResults.Json(
            new QuarantineAnswer(
                page.Entries.Select(entry => QuarantineDocument.Of(entry, isWhole ? int.MaxValue : PreviewBytes)), page.Next, page.Total),
            ApiJson.Options);
    }

    private static async Task<IResult> Replay(HttpContext context, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IQuarantineGrain>(0).Replay([.. await ReadIds(context)]);
        return TypedResults.Json(new ReplayAnswer(answer.Accepted, answer.Refused, answer.Unknown), ApiJson.Options);
    }

    private static async Task<IResult> Discard(HttpContext context, IGrainFactory grains) => TypedResults.Json(
        new DiscardAnswer(await grains.GetGrain<IQuarantineGrain>(0).Discard([.. await ReadIds(context)])), ApiJson.Options);

    private static async Task<string[]> ReadIds(HttpContext context)
    {
        _ = QueryValues.Of(context);
        var ids = (await JsonBody.Read<QuarantineRequest>(context, BodyBytesMax)).Ids;
        if (ids.Length is 0 or > IdsMax)
        {
            throw new RefusedException(ProblemKind.BadRequestData, $"Expected 1-{IdsMax} ids, got {ids.Length}.", "body $.ids");
        }

        var wrong = Array.FindIndex(ids, static id => string.IsNullOrEmpty(id) || id.Length > IdLengthMax);
        return wrong < 0
            ? ids
            : throw new RefusedException(
                ProblemKind.BadRequestData, $"Expected ids of 1-{IdLengthMax} characters, got {Short.Quote(ids[wrong])}.",
                    $"body $.ids[{wrong}]");
    }
}
