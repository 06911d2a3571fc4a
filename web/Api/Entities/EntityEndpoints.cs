using System.Text.Json;
using CityActors.Twins;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Entities.NgsiLd;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Entities;

/// <summary>Twins as NGSI-LD entities.</summary>
internal static class EntityEndpoints
{
    private const string Root = "/ngsi-ld/v1/entities";
    private const int BodyBytesMax = 2 << 20;

    /// <summary>Maps the room.</summary>
    public static void MapEntities(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get(Root, Query, EntityOperations.Query);
        endpoints.Post(Root, Create, EntityOperations.Create);
        endpoints.Get(Root + "/{id}", One, EntityOperations.One);
        endpoints.Delete(Root + "/{id}", Delete, EntityOperations.Delete);
    }

    private static async Task<IResult> One(HttpContext context, string id, IGrainFactory grains, TimeProvider time)
    {
        var view = EntityView.Of(QueryValues.Of(context));
        var linked = EntityContext.Of(context);
        var urn = TwinPath.Read(id, "path id");
        var twin = (await grains.GetGrain<ITwinsGrain>(0).Read([urn], Positions.Asked(context)))[0] ?? throw Missing(urn);
        if (!EntityWriter.HasAny(twin, view))
        {
            throw new RefusedException(
                ProblemKind.ResourceNotFound, $"Entity '{urn}' has none of the attributes {string.Join(", ", view.Attributes)}.",
                    "query attrs");
        }

        Positions.Say(context, twin.Position);
        return new EntityResult(linked, json => new EntityWriter(json, view, linked.InBody, time.GetUtcNow()).Write(twin));
    }

    private static async Task<IResult> Query(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var query = QueryValues.Of(context);
        var view = EntityView.Of(query);
        var linked = EntityContext.Of(context);
        var (limit, offset) = (query.Integer("limit"), query.Integer("offset"));
        var types = query.List("type").Select(EntityNames.Compact).ToArray();
        if (types.Length == 0 && view.Attributes.Count == 0 && !query.Has("id") && !query.Boolean("local"))
        {
            throw query.Refuse("type", "a type, or at least one of id, attrs and local=true");
        }

        if (limit == 0 && !query.Boolean("count"))
        {
            throw query.Refuse("limit", "at least 1 without count=true");
        }

        var found = query.Has("id")
            ? await EntitiesById.Find(context, query, types, view, grains)
            : await Search(context, query, new EntityQuery(grains, types, view, Positions.Asked(context)), limit, offset);
        return new EntityResult(linked, json =>
        {
            var now = time.GetUtcNow();
            json.WriteStartArray();
            foreach (var twin in found)
            {
                new EntityWriter(json, view, linked.InBody, now).Write(twin);
            }

            json.WriteEndArray();
        });
    }

    private static async Task<List<TwinState>> Search(HttpContext context, QueryValues query, EntityQuery entities, int limit, int offset)
    {
        var after = query.Text("after");
        if (after is not null && offset > 0)
        {
            throw query.Refuse("offset", "none together with after");
        }

        if (query.Boolean("count"))
        {
            if (query.Has("attrs"))
            {
                throw new RefusedException(ProblemKind.OperationNotSupported, "A count of entities that have some attributes is not "
                    + "supported.", "query count");
            }

            context.Response.Headers[EntityResult.CountHeader] =
                (await entities.Count()).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (limit > 0)
        {
            await entities.Find(after, offset, limit);
            Pages.Link(context, entities.Next, "after", "offset");
        }

        return entities.Found;
    }

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, CreationGate gate)
    {
        _ = QueryValues.Of(context);
        using var body = await JsonBody.Read(context, BodyBytesMax, ApiJson.Json, ApiJson.JsonLd);
        if (body.RootElement.ValueKind == JsonValueKind.Object)
        {
            EntityContext.CheckBody(context, body.RootElement);
        }

        var definition = EntityReader.Read(body.RootElement);
        using var turn = await gate.Enter(definition.Id, context.RequestAborted);
        if ((await grains.GetGrain<ITwinsGrain>(0).Read([definition.Id], []))[0] is not null)
        {
            throw new RefusedException(ProblemKind.AlreadyExists, $"An entity '{definition.Id}' exists already.", "body $.id");
        }

        Positions.Say(context, await grains.GetGrain<IEntityGrain>(definition.Id).Describe(definition));
        return TypedResults.Created($"{Root}/{TwinPath.Segment(definition.Id)}");
    }

    private static async Task<IResult> Delete(HttpContext context, string id, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var urn = TwinPath.Read(id, "path id");
        if ((await grains.GetGrain<ITwinsGrain>(0).Read([urn], Positions.Asked(context)))[0] is null)
        {
            throw Missing(urn);
        }

        Positions.Say(context, await grains.GetGrain<IEntityGrain>(urn).Delete());
        return TypedResults.NoContent();
    }

    private static RefusedException Missing(string urn) => new(ProblemKind.ResourceNotFound, $"There is no entity '{urn}'.", "path id");
}
