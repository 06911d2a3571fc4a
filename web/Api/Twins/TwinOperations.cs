using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Twins;

/// <summary>What the operations on twins say of themselves.</summary>
internal static class TwinOperations
{
    private const string Tag = "Twins";

    private const string Twin = """
        {
          "id": "urn:ngsi-ld:AirQualityObserved:ben-thanh", "type": "AirQualityObserved", "name": "Trạm Bến Thành",
          "location": { "type": "Point", "coordinates": [106.698, 10.7721] },
          "zone": "urn:ngsi-ld:AdministrativeArea:ward-26740", "roadSegment": null, "expired": false,
          "registeredAt": "2026-11-01T00:00:00+00:00", "changedAt": "2026-11-25T02:30:01+00:00", "position": "1.7.120051",
          "channels": [
            {
              "name": "pm25", "value": 37.5, "unit": "GQ", "quality": "good", "observedAt": "2026-11-25T02:30:00+00:00",
              "arrivedAt": "2026-11-25T02:30:01+00:00", "ageSeconds": 4.2, "position": "1.7.120044"
            }
          ],
          "attributes": { "name": "Trạm Bến Thành" },
          "relations": [ { "subject": "urn:ngsi-ld:AirQualityObserved:ben-thanh", "name": "refDevice", "object": "urn:ngsi-ld:Device:17" } ]
        }
        """;

    /// <summary>Search.</summary>
    public static readonly ApiOperation Find = new(
        "findTwins", Tag, "Search twins",
        "Twins in the order of their ids, with their live state. Words of the text are looked for in id and name, with or without "
        + "diacritics: 'ben thanh' finds 'Bến Thành'.")
    {
        Query =
        [
            QueryField.Text("type", "Only twins of this type.", "AirQualityObserved", 64),
            QueryField.Text("text", "Words in id or name.", "ben thanh", 200),
            QueryField.Text("zone", "Only twins bound to this zone.", "urn:ngsi-ld:AdministrativeArea:ward-26740", 512),
            QueryField.Text("after", "Id after which the page starts.", "urn:ngsi-ld:AirQualityObserved:an-dong", 512),
            QueryField.Integer("limit", "Most twins of the page.", 1, 1_000, 100),
        ],
        TakesAtLeast = true,
        IsPaged = true,
        Answer = typeof(TwinAnswers),
        AnswerExample = $$"""{ "twins": [ {{Twin}} ], "next": null, "total": 1 }""",
    };

    /// <summary>One twin.</summary>
    public static readonly ApiOperation One = new("readTwin", Tag, "Read a twin", "Its live picture at one position of the log.")
    {
        HasTwin = true, TakesAtLeast = true, SaysPosition = true, Refusals = [404], Answer = typeof(TwinDocument), AnswerExample = Twin,
    };

    /// <summary>Relations both ways.</summary>
    public static readonly ApiOperation Relations = new(
        "readRelations", Tag, "Relations of a twin, both ways",
        "Those that start at the twin, and those of other twins that point at it, at most 1,000 of each.")
    {
        HasTwin = true,
        TakesAtLeast = true,
        SaysPosition = true,
        Refusals = [404],
        Answer = typeof(RelationAnswer),
        AnswerExample = """
            {
              "outgoing": [ { "subject": "urn:ngsi-ld:Device:17", "name": "refBuilding", "object": "urn:ngsi-ld:Building:cho-ben-thanh" } ],
              "incoming": [ { "subject": "urn:ngsi-ld:AirQualityObserved:ben-thanh", "name": "refDevice",
                  "object": "urn:ngsi-ld:Device:17" } ]
            }
            """,
    };

    /// <summary>Batched reads.</summary>
    public static readonly ApiOperation Read = new(
        "readTwins", Tag, "Read many twins", "Live pictures of up to 1,000 twins in one call, in the order asked for; unknown ones are "
            + "listed.")
    {
        TakesAtLeast = true,
        Refusals = [413, 415],
        BodyTypes = [ApiJson.Json],
        BodyExample = """{ "ids": [ "urn:ngsi-ld:AirQualityObserved:ben-thanh", "urn:ngsi-ld:Device:99" ] }""",
        Answer = typeof(TwinReadAnswer),
        AnswerExample = $$"""{ "twins": [ {{Twin}} ], "missing": [ "urn:ngsi-ld:Device:99" ] }""",
    };

    /// <summary>Types.</summary>
    public static readonly ApiOperation Types = new("listTypes", Tag, "Types of twins",
        "Every registered type with the number of its twins.")
    {
        Answer = typeof(TypeAnswer), AnswerExample = """{ "types": [ { "type": "AirQualityObserved", "count": 412 } ] }""",
    };
}
