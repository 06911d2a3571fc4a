using CityActors.Alerts;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Alerts;

/// <summary>Suppression windows: times in which alerts are expected.</summary>
internal static class SuppressionEndpoints
{
    private const string Tag = "Alerts";
    private const string Root = "/api/suppressions";
    private const string Done = """{ "id": "dien-tap", "version": 1, "position": 98, "isChanged": true, "made": null }""";

    private const string Body = """
        {
          "family": "flood", "zone": "urn:ngsi-ld:AdministrativeArea:ward-26740", "from": "2026-11-25T08:00:00+07:00",
          "to": "2026-11-25T11:00:00+07:00", "reason": "diễn tập"
        }
        """;

    private static readonly PathField Id = new("window", "Id of the window: a-z, 0-9, '.', '-'.", "dien-tap");

    private static readonly ApiOperation Listing = new(
        "listSuppressions", Tag, "List suppression windows", "Those that are not over, by begin.")
    {
        AnswerExample = """
            {
              "suppressions": [
                {
                  "window": {
                    "id": "dien-tap", "rule": null, "family": "flood", "type": null, "twin": null, "zone": null,
                    "from": "2026-11-25T01:00:00+00:00", "to": "2026-11-25T04:00:00+00:00"
                  },
                  "version": 1, "position": 98, "actor": "api:127.0.0.1", "at": "2026-11-25T00:00:00+00:00", "reason": "diễn tập"
                }
              ]
            }
            """,
    };

    private static readonly ApiOperation Putting = new(
        "putSuppression", Tag, "Put a suppression window",
        "Alerts that match all its scopes are recorded, but neither shown nor folded to incidents, until it ends. Needs a reason.")
    {
        Path = [Id],
        IsCase = true,
        TakesKey = true,
        BodyTypes = [ApiJson.Json],
        BodyExample = Body,
        Refusals = [409, 412, 413, 415],
        AnswerExample = Done,
    };

    private static readonly ApiOperation Ending = new(
        "endSuppression", Tag, "End a suppression window now", "What is still broken comes up. Needs a reason.")
    {
        Path = [Id],
        IsCase = true,
        TakesKey = true,
        BodyTypes = [ApiJson.Json],
        BodyExample = """{ "reason": "xong" }""",
        Refusals = [404, 409, 412, 413, 415],
        AnswerExample = Done,
    };

    private static readonly CaseMove<SuppressionBody> Put =
        CaseMove<SuppressionBody>.Of<SuppressionBody>("put", Putting, static body => body);

    private static readonly CaseMove<CaseMoveBody> End = CaseMove<CaseMoveBody>.Of<CaseMoveBody>("end", Ending, static body => body);

    /// <summary>Maps the room.</summary>
    public static void MapSuppressions(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get(Root, List, Listing);
        endpoints.Put($"{Root}/{{window}}", PutOne, Putting);
        endpoints.Post($"{Root}/{{window}}/end", EndOne, Ending);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        return CaseAnswers.Json(new { suppressions = await grains.GetGrain<ISuppressionsGrain>(0).List() });
    }

    private static async Task<IResult> PutOne(HttpContext context, string window, IGrainFactory grains)
    {
        var (body, reason) = await Put.Read(context);
        var answer = await grains.GetGrain<ISuppressionsGrain>(0).Put(body.Draft(window), CaseRequests.Order(context, reason));
        CaseAnswers.Told(context, answer);
        return CaseAnswers.Json(MoveDone.Of(answer));
    }

    private static async Task<IResult> EndOne(HttpContext context, string window, IGrainFactory grains)
    {
        var (_, reason) = await End.Read(context);
        var answer = await grains.GetGrain<ISuppressionsGrain>(0).End(window, CaseRequests.Order(context, reason));
        CaseAnswers.Told(context, answer);
        return CaseAnswers.Json(MoveDone.Of(answer));
    }
}
