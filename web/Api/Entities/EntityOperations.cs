using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Entities.NgsiLd;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Entities;

/// <summary>What the operations on entities say of themselves.</summary>
internal static class EntityOperations
{
    private const string Tag = "Entities";

    private const string Entity = """
        {
          "id": "urn:ngsi-ld:AirQualityObserved:ben-thanh", "type": "AirQualityObserved",
          "pm25": {
            "type": "Property", "value": 37.5, "observedAt": "2026-11-25T02:30:00Z", "unitCode": "GQ",
            "quality": { "type": "Property", "value": "good" },
            "ageSeconds": { "type": "Property", "value": 4.2, "unitCode": "SEC" },
            "arrivedAt": { "type": "Property", "value": { "@type": "DateTime", "@value": "2026-11-25T02:30:01Z" } },
            "logPosition": { "type": "Property", "value": "1.7.120044" }
          },
          "name": { "type": "Property", "value": "Trạm Bến Thành" },
          "location": { "type": "GeoProperty", "value": { "type": "Point", "coordinates": [106.698, 10.7721] } },
          "refDevice": { "type": "Relationship", "object": "urn:ngsi-ld:Device:17" }
        }
        """;

    private static readonly QueryField Attributes = QueryField.List("attrs", "Only these attributes.", "pm25,location", 100);

    private static readonly QueryField Options =
        QueryField.List("options", "keyValues (or simplified), normalized, sysAttrs.", "keyValues", 4) with { Words = EntityView.Options };

    private static readonly QueryField Format = QueryField.Word("format", "How entities are written; goes before options.",
        EntityView.Formats);

    /// <summary>Retrieve an entity.</summary>
    public static readonly ApiOperation One = new(
        "retrieveEntity", Tag, "Retrieve an entity",
        "Channels are Properties with observedAt, unitCode and the sub-properties quality, ageSeconds, arrivedAt and logPosition.")
    {
        HasTwin = true,
        Query = [Attributes, Options, Format, QueryField.Boolean("local", "Only what this city holds; it holds everything it shows.")],
        NotSupported = ["geometryProperty", "lang", "pick", "omit", "datasetId", "join", "joinLevel", "containedBy", "entityMap"],
        TakesAtLeast = true,
        SaysPosition = true,
        Refusals = [404, 406, 422],
        AnswerTypes = [ApiJson.Json, ApiJson.JsonLd],
        AnswerExample = Entity,
    };

    /// <summary>Query entities.</summary>
    public static readonly ApiOperation Query = new(
        "queryEntities", Tag, "Query entities",
        "Entities in the order of their ids. Follow the Link header for the next page; offset reaches the first 10,000. With attrs, "
        + "entities that have none of them are left out, and a page may be short of its limit although another follows.")
    {
        Query =
        [
            QueryField.List("type", "Types, any of them.", "AirQualityObserved", 10, 128),
            QueryField.List("id", "Ids, any of them.", "urn:ngsi-ld:AirQualityObserved:ben-thanh", 1_000, 512),
            Attributes,
            Options,
            Format,
            QueryField.Integer("limit", "Most entities of the page; 0 only with count=true.", 0, 1_000, 20),
            QueryField.Integer("offset", "Entities left out before the page.", 0, EntityQuery.LookedAtMax - 1_000, 0),
            QueryField.Text("after", "Id after which the page starts, as the Link header has it.",
                "urn:ngsi-ld:AirQualityObserved:an-dong", 512),
            QueryField.Boolean("count", "Whether NGSILD-Results-Count says how many there are."),
            QueryField.Boolean("local", "Only what this city holds; with it, a query may name neither type, id nor attributes."),
        ],
        NotSupported =
        [
            "q", "georel", "geometry", "coordinates", "geoproperty", "geometryProperty", "idPattern", "csf", "scopeQ", "lang", "pick",
            "omit", "datasetId", "join", "joinLevel", "containedBy", "entityMap", "orderBy",
        ],
        TakesAtLeast = true,
        IsPaged = true,
        Refusals = [406, 422],
        AnswerTypes = [ApiJson.Json, ApiJson.JsonLd],
        AnswerExample = $"[ {Entity} ]",
    };

    /// <summary>Create an entity.</summary>
    public static readonly ApiOperation Create = new(
        "createEntity", Tag, "Create an entity",
        "Normalized or concise. Plain JSON names its context in a Link header, JSON-LD in the body; names are kept as they are written. A "
        + "Property with a unitCode declares a channel of that unit for the readings to come.")
    {
        BodyTypes = [ApiJson.Json, ApiJson.JsonLd],
        BodyExample = """
            {
              "id": "urn:ngsi-ld:AirQualityObserved:ben-thanh", "type": "AirQualityObserved",
              "name": { "type": "Property", "value": "Trạm Bến Thành" },
              "location": { "type": "GeoProperty", "value": { "type": "Point", "coordinates": [106.698, 10.7721] } },
              "refDevice": { "type": "Relationship", "object": "urn:ngsi-ld:Device:17" }
            }
            """,
        SaysPosition = true,
        Success = 201,
        SuccessMeans = "It is registered, and durable.",
        AnswerTypes = [],
        Refusals = [409, 413, 415, 422],
    };

    /// <summary>Create or change entities.</summary>
    public static readonly ApiOperation Upsert = new(
        "upsertEntities", Tag, "Create or change many entities",
        "A list of 1-1,000 entities, as for creating one. Attributes that an entity does not name stay as they are, which NGSI-LD calls "
        + "options=update; replacing whole entities is not supported. An entity that is wrong is told among the errors of a 207, "
        + "the others are done all the same. City-Position holds a position of every partition, with commas between them.")
    {
        Query = [QueryField.List("options", "How known entities are changed.", "update", 1) with { Words = ["update"], IsRequired = true }],
        BodyTypes = [ApiJson.Json, ApiJson.JsonLd],
        BodyExample = $"[ {Entity} ]",
        SaysPosition = true,
        Success = 204,
        SuccessMeans = "All are registered or changed, and durable. 201 with a list of ids when some were not known before.",
        AnswerTypes = [],
        Refusals = [413, 415, 422],
    };

    /// <summary>Delete an entity.</summary>
    public static readonly ApiOperation Delete = new(
        "deleteEntity", Tag, "Delete an entity", "Its history stays; a twin registered later under its id is another one.")
    {
        HasTwin = true,
        NotSupported = ["local", "type"],
        TakesAtLeast = true,
        SaysPosition = true,
        Success = 204,
        SuccessMeans = "It is deleted, and that is durable.",
        AnswerTypes = [],
        Refusals = [404],
    };
}
