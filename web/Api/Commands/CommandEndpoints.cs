using CityActors.Commands;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using CityActors.Web.Api.Twins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Commands;

/// <summary>Commands: asked for, listed, read, taken back.</summary>
internal static class CommandEndpoints
{
    private const int BodyBytesMax = 16 << 10;

    /// <summary>Maps the room.</summary>
    public static void MapCommands(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get("/api/commands", List, CommandOperations.List);
        endpoints.Get("/api/commands/{command}", One, CommandOperations.One);
        endpoints.Post("/api/commands/{command}/cancel", Cancel, CommandOperations.Cancel);
        endpoints.Post("/api/twins/{id}/commands", Request, CommandOperations.Request);
        endpoints.Get("/api/twins/{id}/desired", Desired, CommandOperations.Desired);
        endpoints.Get("/api/actuators", Actuators, CommandOperations.Actuators);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var query = QueryValues.Of(context);
        var now = time.GetUtcNow();
        var page = await Grain(grains).List(new CommandQuery(
            [.. query.List("state").Select(static word => Enum.Parse<CommandState>(word, ignoreCase: true))],
            query.Text("twin") is { } twin ? TwinPath.Read(twin, "query twin") : null, query.Text("type"), query.Text("actor"),
            query.Moment("from", now), query.Moment("to", now), query.Text("after"), query.Integer("limit"), Positions.Asked(context)));
        Pages.Link(context, page.Next);
        return Answer(new CommandsAnswer(page.Commands.Select(CommandDocument.Of), page.Next));
    }

    private static async Task<IResult> One(HttpContext context, string command, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        CityActors.Log.LogPosition? atLeast = null;
        foreach (var position in Positions.Asked(context))
        {
            if (command.StartsWith($"{position.Generation}.{position.Partition}.", StringComparison.Ordinal))
            {
                atLeast = position;
            }
        }

        var details = await Grain(grains).Get(command, atLeast) ?? throw new CommandNotFoundException(command);
        Positions.Say(context, details.Command.Position);
        return Answer(new CommandAnswer(CommandDocument.Of(details.Command), details.Timeline.Select(CommandDocument.Of)));
    }

    private static async Task<IResult> Request(HttpContext context, string id, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var twin = TwinPath.Read(id, "path id");
        var key = IdempotencyKey.Of(context);
        using var body = await JsonBody.Read(context, BodyBytesMax, ApiJson.Json);
        var command = await Grain(grains).Request(CommandBody.Read(body.RootElement, twin, key));
        Positions.Say(context, command.Position);
        context.Response.Headers.Location = $"/api/commands/{command.Id}";
        return TypedResults.Json(CommandDocument.Of(command), ApiJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Cancel(HttpContext context, string command, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var request = await JsonBody.Read<CancelRequest>(context, BodyBytesMax);
        var cancelled = await Grain(grains).Cancel(command, request.Why);
        Positions.Say(context, cancelled.Position);
        return Answer(CommandDocument.Of(cancelled));
    }

    private static async Task<IResult> Desired(HttpContext context, string id, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var twin = TwinPath.Read(id, "path id");
        var desired = await Grain(grains).Desired(twin, await Positions.AskedOf(context, twin, grains));
        return Answer(new DesiredAnswer(desired.Select(static one =>
            new DesiredDocument(one.Channel, CommandDocument.Of(one.Desired), new ChannelValue(one.Reported)))));
    }

    private static async Task<IResult> Actuators(HttpContext context, IGrainFactory grains) => Answer(new ActuatorsAnswer(
        (await Grain(grains).Actuators(QueryValues.Of(context).Text("type"))).Select(ActuatorDocument.Of)));

    private static ICommandsGrain Grain(IGrainFactory grains) => grains.GetGrain<ICommandsGrain>(0);

    private static IResult Answer<T>(T value) => TypedResults.Json(value, ApiJson.Options);
}
