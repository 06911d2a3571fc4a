using CityActors.Registry;
using CityActors.Twins;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Twins;

/// <summary>Twins as the city knows them: search, single and batched reads, relations, types.</summary>
internal static class TwinEndpoints
{
    private const int IdsMax = 1_000;
    private const int BodyBytesMax = 512 << 10;

    /// <summary>Maps the room.</summary>
    public static void MapTwins(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get("/api/twins", Find, TwinOperations.Find);
        endpoints.Get("/api/twins/{id}", One, TwinOperations.One);
        endpoints.Get("/api/twins/{id}/relations", Relations, TwinOperations.Relations);
        endpoints.Post("/api/twins/read", Read, TwinOperations.Read);
        endpoints.Get("/api/types", Types, TwinOperations.Types);
    }

    private static async Task<IResult> Find(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var query = QueryValues.Of(context);
        var asked = new TwinQuery(
            query.Text("type"),
            query.Text("text"),
            query.Text("zone") is { } zone ? TwinPath.Read(zone, "query zone") : null,
            query.Text("after"),
            query.Integer("limit"),
            null);
        var page = await Pages.Find(grains, asked, Positions.Asked(context));
        Pages.Link(context, page.Next);
        var now = time.GetUtcNow();
        return Answer(new TwinAnswers(page.Twins.Select(twin => TwinDocument.Of(twin, now)), page.Next, page.Total));
    }

    private static async Task<IResult> One(HttpContext context, string id, IGrainFactory grains, TimeProvider time)
    {
        _ = QueryValues.Of(context);
        var urn = TwinPath.Read(id, "path id");
        var twin = (await grains.GetGrain<ITwinsGrain>(0).Read([urn], Positions.Asked(context)))[0] ?? throw Missing(urn);
        Positions.Say(context, twin.Position);
        return Answer(TwinDocument.Of(twin, time.GetUtcNow()));
    }

    private static async Task<IResult> Relations(HttpContext context, string id, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var urn = TwinPath.Read(id, "path id");
        var twin = (await grains.GetGrain<ITwinsGrain>(0).Read([urn], Positions.Asked(context)))[0] ?? throw Missing(urn);
        var incoming = await grains.GetGrain<IRegistryGrain>(0).Incoming(urn, IdsMax);
        Positions.Say(context, twin.Position);
        return Answer(new RelationAnswer(twin.Relations.Take(IdsMax).Select(Document), incoming.Select(Document)));
    }

    private static async Task<IResult> Read(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        _ = QueryValues.Of(context);
        var request = await JsonBody.Read<TwinReadRequest>(context, BodyBytesMax);
        if (request.Ids.Length is 0 or > IdsMax)
        {
            throw new RefusedException(ProblemKind.BadRequestData, $"Expected 1-{IdsMax} ids, got {request.Ids.Length}.", "body $.ids");
        }

        var ids = request.Ids.Select(static (id, number) => TwinPath.Read(id, $"body $.ids[{number}]")).ToArray();
        var states = await grains.GetGrain<ITwinsGrain>(0).Read([.. ids], Positions.Asked(context));
        var now = time.GetUtcNow();
        return Answer(new TwinReadAnswer(
            states.OfType<TwinState>().Select(twin => TwinDocument.Of(twin, now)),
            ids.Where((_, number) => states[number] is null)));
    }

    private static async Task<IResult> Types(HttpContext context, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var types = await grains.GetGrain<IRegistryGrain>(0).Types();
        return Answer(new TypeAnswer(types.Select(static type => new TypeDocument(type.Type, type.Count))));
    }

    private static RelationDocument Document(TwinRelation relation) => new(relation.Subject, relation.Name, relation.Object);

    private static RefusedException Missing(string urn) => new(ProblemKind.ResourceNotFound, $"No twin '{urn}' is registered.", "path id");

    private static IResult Answer<T>(T value) => TypedResults.Json(value, ApiJson.Options);
}
