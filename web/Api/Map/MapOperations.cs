using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Map;

/// <summary>What the operations on the map say of themselves.</summary>
internal static class MapOperations
{
    /// <summary>Most cells that are listed.</summary>
    public const int CellsMax = 1_024;

    private const string Tag = "Map";

    private static readonly QueryField Box =
        new("bbox", QueryKind.Box, "west,south,east,north in WGS 84 degrees.", "106.69,10.76,106.72,10.79");

    private static readonly QueryField Types =
        QueryField.List("types", "Only twins of these types.", "Vehicle,AirQualityObserved", 100, 64);

    /// <summary>Points.</summary>
    public static readonly ApiOperation Points = new(
        "readMap", Tag, "Live twins in a box", "GeoJSON points of twins that are not expired, the most recently changed first.")
    {
        Query = [Box with { IsRequired = true }, Types, QueryField.Integer("limit", "Most points.", 1, 100_000, 10_000)],
        AnswerTypes = [ApiJson.GeoJson],
        AnswerExample = """
            {
              "type": "FeatureCollection", "cut": false,
              "features": [
                {
                  "type": "Feature", "id": "urn:ngsi-ld:Vehicle:bus-7", "geometry": { "type": "Point", "coordinates": [106.698, 10.7721] },
                  "properties": { "type": "Vehicle", "name": "Xe buýt 19", "changedAt": "2026-11-25T02:30:01+00:00" }
                }
              ]
            }
            """,
    };

    /// <summary>Cells of a box.</summary>
    public static readonly ApiOperation Cells = new(
        "listCells", Tag, "Map cells of a box", $"Web Mercator tiles of zoom 14; changes are told by cell. At most {CellsMax}.")
    {
        Query = [Box with { IsRequired = true }],
        Answer = typeof(CellAnswer),
        AnswerExample = """{ "zoom": 14, "cells": [ { "cell": 213713378, "x": 13043, "y": 7681 } ] }""",
    };

    /// <summary>Changes by cell.</summary>
    public static readonly ApiOperation Changes = new(
        "followMap", Tag, "Follow part of the map",
        "Server-sent events: 'changes' with a list of changes of the twins in a box, or in some cells. To go on without gap or repeat, "
        + "send the id of the last event with the same box or cells (browsers do it by themselves). 'gone' says that what was to follow is "
        + "no "
        + "longer retained: read the map anew; the next request starts at now.")
    {
        Query =
        [
            Box,
            QueryField.List("cells", "Numbers of cells, instead of a box; 0 for twins without a place.", "213713378,213729762", 64, 20),
            Types,
        ],
        IsStream = true,
        AnswerTypes = [ApiJson.Events],
        SuccessMeans = "Events, until the reader leaves.",
        AnswerExample = "id: AQIAAAA\nevent: changes\ndata: [{\"twin\":\"urn:ngsi-ld:Vehicle:bus-7\",\"kind\":\"channel\"}]\n\n",
    };
}
