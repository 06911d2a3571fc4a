using System.Globalization;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Alerts;

/// <summary>Alerts: listed, counted, read and moved, one or several at once.</summary>
internal static class AlertEndpoints
{
    private const string Root = "/api/alerts";
    private const string OneOf = Root + "/{alert}";
    private const string Plain = """{ "reason": "đã gọi trực ban" }""";
    private const int EntriesFirst = 200;
    private const int EpisodeMax = 128;

    private static readonly CaseMove<(string[] Alerts, AlertAction Action)> Bulk = CaseMove<(string[] Alerts, AlertAction Action)>
        .Of<BulkBody>("bulk", AlertOperations.Bulk, static body => (body.Alerts, body.Action()));

    private static readonly CaseMove<AlertAction>[] Moves =
    [
        Of<CaseMoveBody>("acknowledge", "Acknowledge an alert", "Also of a cleared one.", Plain, static _ => new AcknowledgeAlert()),
        Of<AssigneeBody>("assign", "Say who deals with an alert", "null: nobody does. Until it is cleared.", """{ "assignee": "Đội 3" }""",
            static body => new AssignAlert(body.Assignee)),
        Of<CommentBody>("comment", "Comment on an alert", "Also on a cleared one.", """{ "text": "Đã báo phường." }""",
            static body => new CommentAlert(body.Text)),
        Of<ShelvingBody>("shelve", "Put an alert aside until a time", "Needs a reason, at most 31 days. It comes back by itself.",
            """{ "until": "2026-11-25T12:00:00+07:00", "reason": "đang bảo trì" }""", static body => new ShelveAlert(body.Until)),
        Of<CaseMoveBody>("unshelve", "Bring a shelved alert back", "Only when it is shelved.", Plain, static _ => new UnshelveAlert()),
    ];

    /// <summary>Maps the room.</summary>
    public static void MapAlerts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get(Root, List, AlertOperations.List);
        endpoints.Get($"{Root}/counts", Count, AlertOperations.Count);
        endpoints.Post($"{Root}/bulk", Several, AlertOperations.Bulk);
        endpoints.Get(OneOf, One, AlertOperations.One);
        endpoints.Get($"{OneOf}/timeline", Timeline, AlertOperations.Timeline);
        foreach (var move in Moves)
        {
            endpoints.Post(
                $"{OneOf}/{move.Name}",
                (HttpContext context, string alert, IGrainFactory grains) => Move(context, alert, grains, move), move.Operation);
        }
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var query = QueryValues.Of(context);
        var page = await grains.GetGrain<IAlertsGrain>(0).List(Read(context, query, time.GetUtcNow()) with
        {
            After = query.Text("after"), Most = query.Integer("limit"),
        });
        Pages.Link(context, page.Next);
        CaseRequests.SayPosition(context, page.Position);
        return CaseAnswers.Json(page);
    }

    private static async Task<IResult> Count(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var query = QueryValues.Of(context);
        var counts = await grains.GetGrain<IAlertsGrain>(0).Count(Read(context, query, time.GetUtcNow()));
        return CaseAnswers.Json(new { counts });
    }

    private static async Task<IResult> One(HttpContext context, string alert, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        _ = CaseRequests.Asked(context); // the grain reads what was written, so any position that was given out is in its answer
        var state = await Find(alert, grains);
        var timeline = await grains.GetGrain<IAlertGrain>(alert).Timeline(0, EntriesFirst);
        CaseRequests.Say(context, state.Version, state.Position);
        return CaseAnswers.Json(new { alert = state, timeline });
    }

    private static async Task<IResult> Timeline(HttpContext context, string alert, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var (after, most) = (query.Integer("after"), query.Integer("limit"));
        await Find(alert, grains);
        var page = await grains.GetGrain<IAlertGrain>(alert).Timeline(after, most);
        Pages.Link(context, page.Next?.ToString(CultureInfo.InvariantCulture));
        return CaseAnswers.Json(page);
    }

    private static async Task<IResult> Move(HttpContext context, string alert, IGrainFactory grains, CaseMove<AlertAction> move)
    {
        var (action, reason) = await move.Read(context);
        await Find(alert, grains);
        var answer = await grains.GetGrain<IAlertGrain>(alert).Do(action, CaseRequests.Order(context, reason));
        CaseAnswers.Told(context, answer);
        return CaseAnswers.Json(MoveDone.Of(answer));
    }

    private static async Task<IResult> Several(HttpContext context, IGrainFactory grains)
    {
        var ((alerts, action), reason) = await Bulk.Read(context);
        if (alerts.Length == 0 || alerts.Any(static alert => alert is not { Length: > 0 and <= EpisodeMax }))
        {
            throw new RefusedException(ProblemKind.BadRequestData, $"Expected episodes of 1-{EpisodeMax} characters.", "body $.alerts");
        }

        var answers = await grains.GetGrain<IAlertsGrain>(0).Do([.. alerts], action, CaseRequests.Order(context, reason));
        CaseRequests.SayPosition(context, answers.Max(static answer => answer.Position));
        return CaseAnswers.Json(new
        {
            answers = answers.Select(static answer => new
            {
                answer.Id, answer.Outcome, answer.Version, answer.Position, answer.Detail, answer.Allowed, answer.Last,
            }),
        });
    }

    private static AlertQuery Read(HttpContext context, QueryValues query, DateTimeOffset now) => AlertQuery.All with
    {
        Phases = [.. query.List("phase").Select(static word => CaseAnswers.Word<AlertPhase>(word, "query phase"))],
        Severities = [.. query.List("severity").Select(static word => CaseAnswers.Word<Severity>(word, "query severity"))],
        Family = query.Text("family"), Zone = query.Text("zone"), Twin = query.Text("twin"), Rule = query.Text("rule"),
        Assignee = query.Boolean("unassigned") ? "" : query.Text("assignee"), Incident = query.Text("incident"),
        IsShelved = Choice(query.Word("shelved")), IsSuppressed = Choice(query.Word("suppressed")),
        RaisedFrom = query.Moment("from", now), RaisedTo = query.Moment("to", now), Text = query.Text("text"),
        AtLeast = CaseRequests.Asked(context), Heard = Positions.Asked(context),
    };

    private static bool? Choice(string word) => word == "any" ? null : word == "true";

    private static async Task<AlertState> Find(string alert, IGrainFactory grains) =>
        (alert.Length <= EpisodeMax ? await grains.GetGrain<IAlertGrain>(alert).Read() : null)
        ?? throw new RefusedException(ProblemKind.ResourceNotFound, $"There is no alert {Short.Quote(alert)}.", "path alert");

    private static CaseMove<AlertAction> Of<TBody>(
        string name, string summary, string description, string example, Func<TBody, AlertAction> action)
        where TBody : CaseMoveBody =>
        CaseMove<AlertAction>.Of(name, AlertOperations.Move(name, summary, description, example), action);
}
