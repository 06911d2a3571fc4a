using CityActors.Map;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Zones;

/// <summary>The zones of the city.</summary>
internal static class ZoneEndpoints
{
    private const string Tag = "Zones";
    private const int BodyBytesMax = 6 << 20;

    private const string Collection = """
        {
          "type": "FeatureCollection",
          "features": [
            {
              "type": "Feature", "id": "urn:ngsi-ld:AdministrativeArea:ward-26740",
              "properties": { "name": "Phường Bến Thành", "level": 3, "parent": "urn:ngsi-ld:AdministrativeArea:ho-chi-minh" },
              "geometry": {
                "type": "Polygon",
                "coordinates": [[[106.69, 10.76], [106.71, 10.76], [106.71, 10.78], [106.69, 10.78], [106.69, 10.76]]]
              }
            }
          ]
        }
        """;

    private static readonly ApiOperation ListOperation = new(
        "listZones", Tag, "List zones", "Zones in the order of their ids, as GeoJSON. Follow the Link header for the next page.")
    {
        Query =
        [
            QueryField.Text("after", "Id after which the page starts.", "urn:ngsi-ld:AdministrativeArea:ward-26734", 512),
            QueryField.Integer("limit", "Most zones of the page; at most 100 with their geometry.", 1, 1_000, 100),
            QueryField.Word("geometry", "Whether zones come with their polygons.", "true", "false"),
        ],
        IsPaged = true,
        AnswerTypes = [ApiJson.GeoJson],
        AnswerExample = Collection,
    };

    private static readonly ApiOperation DefineOperation = new(
        "defineZones", Tag, "Define zones, or change them",
        "A Feature or FeatureCollection of Polygons and MultiPolygons; every feature has an id, and the properties name, level (0 = city) "
        + "and parent. Twins are bound to the zone of the largest level that holds their place. Idempotent.")
    {
        BodyTypes = [ApiJson.GeoJson, ApiJson.Json],
        BodyExample = Collection,
        SaysPosition = true,
        Success = 204,
        SuccessMeans = "Every partition binds by these zones.",
        AnswerTypes = [],
        Refusals = [413, 415],
    };

    /// <summary>Maps the room.</summary>
    public static void MapZones(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get("/api/zones", List, ListOperation);
        endpoints.Put("/api/zones", Define, DefineOperation);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        const int WithGeometryMax = 100;
        var query = QueryValues.Of(context);
        var (limit, hasGeometry) = (query.Integer("limit"), query.Word("geometry") == "true");
        if (hasGeometry && limit > WithGeometryMax)
        {
            throw query.Refuse("limit", $"at most {WithGeometryMax} without geometry=false, got {limit}");
        }

        var zones = await grains.GetGrain<IZonesGrain>(0).List(query.Text("after"), limit);
        var next = zones.Length == limit ? zones[^1].Id : null;
        Pages.Link(context, next);
        return new JsonResult(ApiJson.GeoJson, json => ZoneFeatures.Write(json, zones, hasGeometry, next));
    }

    private static async Task<IResult> Define(HttpContext context, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        using var body = await JsonBody.Read(context, BodyBytesMax, ApiJson.GeoJson, ApiJson.Json);
        Positions.Say(context, await grains.GetGrain<IZonesGrain>(0).Define(ZoneFeatures.Read(body.RootElement)));
        return TypedResults.NoContent();
    }
}
