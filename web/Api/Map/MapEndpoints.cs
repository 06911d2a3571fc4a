using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CityActors.Map;
using CityActors.Streams;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Live;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using CityActors.Web.Api.Twins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Map;

/// <summary>The live map.</summary>
internal static class MapEndpoints
{
    /// <summary>Maps the room.</summary>
    public static void MapLiveMap(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get("/api/map", Points, MapOperations.Points);
        endpoints.Get("/api/map/cells", Cells, MapOperations.Cells);
        endpoints.Get("/api/map/changes", Changes, MapOperations.Changes);
    }

    private static async Task<IResult> Points(HttpContext context, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var (box, limit) = (query.Box("bbox")!.Value, query.Integer("limit"));
        var points = await grains.GetGrain<IMapGrain>(0).Within(
            new MapView(box.West, box.South, box.East, box.North, [.. query.List("types")], limit));
        return new JsonResult(ApiJson.GeoJson, json => Write(json, points, points.Length == limit));
    }

    private static IResult Cells(HttpContext context)
    {
        var query = QueryValues.Of(context);
        return TypedResults.Json(
            new CellAnswer(MapCell.Zoom, Within(query, MapOperations.CellsMax).Select(static cell =>
            {
                var (x, y) = MapCell.Split(cell);
                return new CellDocument(cell, x, y);
            })),
            ApiJson.Options);
    }

    private static async Task<IResult> Changes(HttpContext context, IClusterClient client, LiveFeeds feeds)
    {
        var query = QueryValues.Of(context);
        var cells = Followed(query, feeds.Options.CellsMax);
        var types = query.List("types").ToHashSet();
        var lastId = context.Request.Headers[EventStream.LastEventId].ToString();
        CellProgress? progress = null;
        if (lastId.Length > 0 && !CellProgress.TryParse(lastId, out progress))
        {
            throw new RefusedException(
                ProblemKind.InvalidRequest, $"Expected the id of an event of this feed, got {Short.Quote(lastId)}.",
                    $"header {EventStream.LastEventId}");
        }

        using var seat = feeds.Enter();
        progress ??= new CellProgress(await client.GetGrain<IChangesGrain>(0).Now());
        await new CellFeed(context, cells, types, progress, feeds).Run(client);
        return Results.Empty;
    }

    private static IReadOnlyList<long> Followed(QueryValues query, int most)
    {
        if (query.Has("bbox") == query.Has("cells"))
        {
            throw query.Refuse("bbox", "either bbox or cells");
        }

        if (query.Has("bbox"))
        {
            return Within(query, most);
        }

        var named = query.List("cells");
        if (named.Length > most)
        {
            throw query.Refuse("cells", $"at most {most} cells, got {named.Length}");
        }

        return [.. named.Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cell)
            && cell <= 1L << (2 * MapCell.Zoom)
            ? cell
            : throw query.Refuse("cells", $"numbers of cells as /api/map/cells lists them, got {Short.Quote(text)}")).Distinct()];
    }

    private static IReadOnlyList<long> Within(QueryValues query, int most)
    {
        var box = query.Box("bbox")!.Value;
        return MapCell.Within(box.West, box.South, box.East, box.North, most)
            ?? throw query.Refuse("bbox", $"a box of at most {most} map cells (about 2.4 km wide)");
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<MapPoint> points, bool isCut)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "FeatureCollection"u8);
        json.WriteBoolean("cut"u8, isCut);
        json.WriteStartArray("features"u8);
        foreach (var point in points)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "Feature"u8);
            json.WriteString("id"u8, point.Id);
            json.WritePropertyName("geometry"u8);
            ChannelValueConverter.WritePoint(json, point.Longitude, point.Latitude);
            json.WriteStartObject("properties"u8);
            json.WriteString("type"u8, point.Type);
            json.WriteString("name"u8, point.Name);
            json.WriteString("changedAt"u8, point.ChangedAt);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
