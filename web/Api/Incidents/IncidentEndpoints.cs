using System.Globalization;
using CityActors.Cases;
using CityActors.Files;
using CityActors.Identity;
using CityActors.Incidents;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Incidents;

/// <summary>Incidents: listed, opened by hand, read, moved, and their files.</summary>
internal static class IncidentEndpoints
{
    private const string Root = "/api/incidents";
    private const string OneOf = Root + "/{incident}";
    private const int EntriesFirst = 200;

    private static readonly CaseMove<IncidentBody> Opening =
        CaseMove<IncidentBody>.Of<IncidentBody>("open", IncidentOperations.Open, static body => body);

    /// <summary>Maps the room.</summary>
    public static void MapIncidents(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get(Root, List, IncidentOperations.List);
        endpoints.Get($"{Root}/counts", Count, IncidentOperations.Count);
        endpoints.Post(Root, Open, IncidentOperations.Open);
        endpoints.Get(OneOf, One, IncidentOperations.One);
        endpoints.Get($"{OneOf}/timeline", Timeline, IncidentOperations.Timeline);
        endpoints.Post($"{OneOf}/attachments", Upload, IncidentOperations.Upload);
        endpoints.Get($"{OneOf}/attachments/{{checksum}}", Download, IncidentOperations.Download);
        foreach (var move in IncidentMoveTable.Moves)
        {
            endpoints.Post(
                $"{OneOf}/{move.Name}",
                (HttpContext context, string incident, IGrainFactory grains) => Move(context, incident, grains, move), move.Operation);
        }
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var query = QueryValues.Of(context);
        var page = await grains.GetGrain<IIncidentsGrain>(0).List(Read(context, query, time.GetUtcNow()) with
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
        var counts = await grains.GetGrain<IIncidentsGrain>(0).Count(Read(context, query, time.GetUtcNow()));
        return CaseAnswers.Json(new { counts });
    }

    private static async Task<IResult> Open(HttpContext context, IGrainFactory grains)
    {
        var (body, reason) = await Opening.Read(context);
        var order = CaseRequests.Order(context, reason);

        // The id follows from the key: two requests with one key open one incident, whichever comes first.
        var cause = $"hand:{Caller.Actor}:{order.Key ?? Guid.NewGuid().ToString("N")}";
        var id = IncidentId.Of(cause);
        var answer = await Grain(grains, id).OpenFor(body.Opening(cause), order);
        CaseAnswers.Told(context, answer);
        context.Response.Headers.Location = $"{Root}/{id}";
        return CaseAnswers.Json(MoveDone.Of(answer), StatusCodes.Status201Created);
    }

    private static async Task<IResult> One(HttpContext context, string incident, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        _ = CaseRequests.Asked(context); // the grain reads what was written, so any position that was given out is in its answer
        var state = await Find(incident, grains);
        var timeline = await Grain(grains, incident).Timeline(0, EntriesFirst);
        CaseRequests.Say(context, state.Version, state.Position);
        return CaseAnswers.Json(new { incident = state, timeline });
    }

    private static async Task<IResult> Timeline(HttpContext context, string incident, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var (after, limit) = (query.Integer("after"), query.Integer("limit"));
        await Find(incident, grains);
        var page = await Grain(grains, incident).Timeline(after, limit);
        Pages.Link(context, page.Next?.ToString(CultureInfo.InvariantCulture));
        return CaseAnswers.Json(page);
    }

    private static async Task<IResult> Move(HttpContext context, string incident, IGrainFactory grains, CaseMove<IncidentAction> move)
    {
        var (action, reason) = await move.Read(context);
        var answer = await Grain(grains, incident).Do(action, CaseRequests.Order(context, reason));
        CaseAnswers.Told(context, answer);
        return CaseAnswers.Json(MoveDone.Of(answer));
    }

    private static async Task<IResult> Upload(HttpContext context, string incident, IGrainFactory grains)
    {
        var name = QueryValues.Of(context).Text("name");
        var order = CaseRequests.Order(context, null);

        // Before anything is sent here: a file that nobody would be allowed to attach is not taken.
        var state = await Find(incident, grains);
        if (!state.Allowed.Contains("attach"))
        {
            throw new RefusedException(ProblemKind.NotAllowed, $"'attach' is not allowed: the incident is {state.Phase}.")
            {
                Allowed = state.Allowed,
            };
        }

        var attachment = await AttachmentUpload.Take(context, name, grains);
        var answer = await Grain(grains, incident).Do(new AttachToIncident(attachment), order);
        CaseAnswers.Told(context, answer);
        context.Response.Headers.Location = $"{Root}/{incident}/attachments/{attachment.Checksum}";
        return CaseAnswers.Json(new { attachment, answer = MoveDone.Of(answer) }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Download(HttpContext context, string incident, string checksum, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var attachment = (await Find(incident, grains)).Attachments.FirstOrDefault(each => each.Checksum == checksum)
            ?? throw new RefusedException(
                ProblemKind.ResourceNotFound, $"No file {Short.Quote(checksum)} is attached to incident {incident}.");
        return new AttachmentDownload(attachment, grains);
    }

    private static IncidentQuery Read(HttpContext context, QueryValues query, DateTimeOffset now) => IncidentQuery.All with
    {
        Phases = [.. query.List("phase").Select(static word => CaseAnswers.Word<IncidentPhase>(word, "query phase"))],
        Severities = [.. query.List("severity").Select(static word => CaseAnswers.Word<Severity>(word, "query severity"))],
        Owner = query.Boolean("unowned") ? "" : query.Text("owner"), Zone = query.Text("zone"), Family = query.Text("family"),
        Alert = query.Text("alert"), Twin = query.Text("twin"), OpenedFrom = query.Moment("from", now), OpenedTo = query.Moment("to", now),
        Text = query.Text("text"), AtLeast = CaseRequests.Asked(context),
    };

    private static async Task<IncidentState> Find(string incident, IGrainFactory grains) =>
        (IncidentId.IsValid(incident) ? await Grain(grains, incident).Read() : null)
        ?? throw new RefusedException(ProblemKind.ResourceNotFound, $"There is no incident {Short.Quote(incident)}.");

    private static IIncidentGrain Grain(IGrainFactory grains, string incident) => IncidentId.IsValid(incident)
        ? grains.GetGrain<IIncidentGrain>(incident)
        : throw new RefusedException(ProblemKind.ResourceNotFound, $"There is no incident {Short.Quote(incident)}.");
}
