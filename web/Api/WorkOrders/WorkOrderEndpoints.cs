using System.Globalization;
using CityActors.Cases;
using CityActors.Identity;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using CityActors.WorkOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.WorkOrders;

/// <summary>Work orders: listed, written, read, moved, and their evidence.</summary>
internal static class WorkOrderEndpoints
{
    private const string Root = "/api/work-orders";
    private const string OneOf = Root + "/{order}";
    private const int EntriesFirst = 200;

    private static readonly CaseMove<WorkOrderBody> Creation =
        CaseMove<WorkOrderBody>.Of<WorkOrderBody>("create", WorkOrderOperations.Create, static body => body);

    /// <summary>Maps the room.</summary>
    public static void MapWorkOrders(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get(Root, List, WorkOrderOperations.List);
        endpoints.Get($"{Root}/counts", Count, WorkOrderOperations.Count);
        endpoints.Post(Root, Create, WorkOrderOperations.Create);
        endpoints.Get(OneOf, One, WorkOrderOperations.One);
        endpoints.Get($"{OneOf}/timeline", Timeline, WorkOrderOperations.Timeline);
        endpoints.Post($"{OneOf}/attachments", Upload, WorkOrderOperations.Upload);
        endpoints.Get($"{OneOf}/attachments/{{checksum}}", Download, WorkOrderOperations.Download);
        foreach (var move in WorkOrderMoveTable.Moves)
        {
            endpoints.Post(
                $"{OneOf}/{move.Name}",
                (HttpContext context, string order, IGrainFactory grains) => Move(context, order, grains, move), move.Operation);
        }
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var page = await grains.GetGrain<IWorkOrdersGrain>(0).List(Read(context, query) with
        {
            After = query.Text("after"), Most = query.Integer("limit"),
        });
        Pages.Link(context, page.Next);
        CaseRequests.SayPosition(context, page.Position);
        return CaseAnswers.Json(page);
    }

    private static async Task<IResult> Count(HttpContext context, IGrainFactory grains)
    {
        var counts = await grains.GetGrain<IWorkOrdersGrain>(0).Count(Read(context, QueryValues.Of(context)));
        return CaseAnswers.Json(new { counts });
    }

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains)
    {
        var (body, reason) = await Creation.Read(context);
        var order = CaseRequests.Order(context, reason);
        var id = WorkOrderId.Of($"hand:{Caller.Actor}:{order.Key ?? Guid.NewGuid().ToString("N")}");
        var answer = await Grain(grains, id).Create(body.Draft, order);
        CaseAnswers.Told(context, answer);
        context.Response.Headers.Location = $"{Root}/{id}";
        return CaseAnswers.Json(MoveDone.Of(answer), StatusCodes.Status201Created);
    }

    private static async Task<IResult> One(HttpContext context, string order, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        _ = CaseRequests.Asked(context); // the grain reads what was written, so any position that was given out is in its answer
        var state = await Find(order, grains);
        var timeline = await Grain(grains, order).Timeline(0, EntriesFirst);
        CaseRequests.Say(context, state.Version, state.Position);
        return CaseAnswers.Json(new { workOrder = state, timeline });
    }

    private static async Task<IResult> Timeline(HttpContext context, string order, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var (after, limit) = (query.Integer("after"), query.Integer("limit"));
        await Find(order, grains);
        var page = await Grain(grains, order).Timeline(after, limit);
        Pages.Link(context, page.Next?.ToString(CultureInfo.InvariantCulture));
        return CaseAnswers.Json(page);
    }

    private static async Task<IResult> Move(HttpContext context, string order, IGrainFactory grains, CaseMove<WorkOrderAction> move)
    {
        var (action, reason) = await move.Read(context);
        var answer = await Grain(grains, order).Do(action, CaseRequests.Order(context, reason));
        CaseAnswers.Told(context, answer);
        return CaseAnswers.Json(MoveDone.Of(answer));
    }

    private static async Task<IResult> Upload(HttpContext context, string order, IGrainFactory grains)
    {
        var name = QueryValues.Of(context).Text("name");
        var how = CaseRequests.Order(context, null);
        var state = await Find(order, grains);
        if (!state.Allowed.Contains("attach"))
        {
            throw new RefusedException(ProblemKind.NotAllowed, $"'attach' is not allowed: the work order is {state.Phase}.")
            {
                Allowed = state.Allowed,
            };
        }

        var attachment = await AttachmentUpload.Take(context, name, grains);
        var answer = await Grain(grains, order).Do(new AttachToWork(attachment), how);
        CaseAnswers.Told(context, answer);
        context.Response.Headers.Location = $"{Root}/{order}/attachments/{attachment.Checksum}";
        return CaseAnswers.Json(new { attachment, answer = MoveDone.Of(answer) }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Download(HttpContext context, string order, string checksum, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var attachment = (await Find(order, grains)).Evidence.FirstOrDefault(each => each.Checksum == checksum)
            ?? throw new RefusedException(
                ProblemKind.ResourceNotFound, $"No file {Short.Quote(checksum)} is attached to work order {order}.");
        return new AttachmentDownload(attachment, grains);
    }

    private static WorkOrderQuery Read(HttpContext context, QueryValues query) => WorkOrderQuery.All with
    {
        Phases = [.. query.List("phase").Select(static word => CaseAnswers.Word<WorkOrderPhase>(word, "query phase"))],
        Severities = [.. query.List("severity").Select(static word => CaseAnswers.Word<Severity>(word, "query severity"))],
        Crew = query.Boolean("unassigned") ? "" : query.Text("crew"), Incident = query.Text("incident"), Twin = query.Text("twin"),
        IsOverdue = query.Word("overdue") switch { "true" => true, "false" => false, _ => null },
        Text = query.Text("text"), AtLeast = CaseRequests.Asked(context),
    };

    private static async Task<WorkOrderState> Find(string order, IGrainFactory grains) =>
        await Grain(grains, order).Read()
        ?? throw new RefusedException(ProblemKind.ResourceNotFound, $"There is no work order {Short.Quote(order)}.");

    private static IWorkOrderGrain Grain(IGrainFactory grains, string order) => WorkOrderId.IsValid(order)
        ? grains.GetGrain<IWorkOrderGrain>(order)
        : throw new RefusedException(ProblemKind.ResourceNotFound, $"There is no work order {Short.Quote(order)}.");
}
