using System.Text.Json;
using CityActors.Twins;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Entities.NgsiLd;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Entities;

/// <summary>Many entities in one request: a city is defined by the thousand.</summary>
internal static class EntityBatchEndpoints
{
    private const string Path = "/ngsi-ld/v1/entityOperations/upsert";
    private const int EntitiesMax = 1_000;
    private const int BodyBytesMax = 8 << 20;

    /// <summary>Maps the room.</summary>
    public static void MapEntityBatches(this IEndpointRouteBuilder endpoints) => endpoints.Post(Path, Upsert, EntityOperations.Upsert);

    private static async Task<IResult> Upsert(HttpContext context, IGrainFactory grains)
    {
        _ = QueryValues.Of(context).List("options");
        using var body = await JsonBody.Read(context, BodyBytesMax, ApiJson.Json, ApiJson.JsonLd);
        var (definitions, errors) = Read(context, body.RootElement);
        var twins = grains.GetGrain<ITwinsGrain>(0);
        var known = await twins.Read([.. definitions.Select(static definition => definition.Id)], []);
        var positions = await twins.Describe([.. definitions]);
        context.Response.Headers[Positions.Header] = string.Join(",", positions);
        var created = definitions.Where((_, number) => known[number] is null).Select(static definition => definition.Id).ToArray();
        if (errors.Count > 0)
        {
            return TypedResults.Json(
                new EntityBatchAnswer([.. definitions.Select(static definition => definition.Id)], errors), ApiJson.Options,
                statusCode: StatusCodes.Status207MultiStatus);
        }

        return created.Length > 0
            ? TypedResults.Json(created, ApiJson.Options, statusCode: StatusCodes.Status201Created)
            : TypedResults.NoContent();
    }

    private static (List<TwinDefinition> Definitions, List<EntityBatchError> Errors) Read(HttpContext context, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() is 0 or > EntitiesMax)
        {
            throw new RefusedException(ProblemKind.BadRequestData, $"Expected a list of 1-{EntitiesMax} entities.", "body $");
        }

        var definitions = new List<TwinDefinition>();
        var errors = new List<EntityBatchError>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entity in root.EnumerateArray())
        {
            try
            {
                if (entity.ValueKind == JsonValueKind.Object)
                {
                    EntityContext.CheckBody(context, entity);
                }

                var definition = EntityReader.Read(entity);
                definitions.Add(ids.Add(definition.Id)
                    ? definition
                    : throw new RefusedException(ProblemKind.BadRequestData, "The entity stands in the list twice.", "body $.id"));
            }
            catch (RefusedException refused)
            {
                errors.Add(new EntityBatchError(ShownId(entity), ProblemOf(refused)));
            }
        }

        return (definitions, errors);
    }

    private static Problem ProblemOf(RefusedException refused) => new(
        refused.Kind.Type(isNgsiLd: true), refused.Kind.Title(), refused.Kind.Status(), refused.Message, refused.Where);

    private static string? ShownId(JsonElement entity) =>
        entity.ValueKind == JsonValueKind.Object && entity.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString() is { Length: <= 200 } text ? text : null
            : null;
}
