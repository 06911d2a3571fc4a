using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CityActors.Map;
using CityActors.Registry;
using CityActors.Web.Twins;

namespace CityActors.Web.Map.Ground;

/// <summary>
/// What a map stands on: zones and roads as GeoJSON, read from the city at most every few seconds for all who ask. At most
/// <see cref="ZonesMax"/> zones and <see cref="RoadsMax"/> road segments.
/// </summary>
internal sealed class CityGround(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Most zones drawn.</summary>
    public const int ZonesMax = 5_000;

    /// <summary>Most road segments drawn, and most rivers.</summary>
    public const int RoadsMax = 20_000;

    /// <summary>Type of the twins that are drawn as roads.</summary>
    public const string RoadSegment = "RoadSegment";

    private const string River = "River";
    private const int PageSize = 1_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly GroundSheet zones = new(Fresh, time);
    private readonly GroundSheet roads = new(Fresh, time);
    private readonly RoadTraffic traffic = new(grains, time);

    /// <summary>Zones: id, name, level as <c>kind</c>, polygon; and of each a point for its name.</summary>
    public Task<ReadOnlyMemory<byte>> Zones() => zones.Read(DrawZones);

    /// <summary>Rivers and road segments: id, name, type as <c>kind</c>, line.</summary>
    public Task<ReadOnlyMemory<byte>> Roads() => roads.Read(DrawRoads);

    /// <summary>Level of service of the road segments that have one now, by URN: <c>{"urn:…":"C"}</c>.</summary>
    public Task<ReadOnlyMemory<byte>> Traffic() => traffic.Read();

    /// <summary>The box around everything that has a place: zones when there are some, else twins. Null in an empty city.</summary>
    public async Task<MapBounds?> Bounds()
    {
        var box = MapBounds.Nothing;
        foreach (var zone in await grains.GetGrain<IZonesGrain>(0).List(null, 100))
        {
            using var geometry = JsonDocument.Parse(zone.Geometry);
            box = box.With(geometry.RootElement.GetProperty("coordinates"));
        }

        if (box.IsNothing)
        {
            var everywhere = new MapView(-180, -90, 180, 90, [], 1_000);
            foreach (var point in await grains.GetGrain<IMapGrain>(0).Within(everywhere))
            {
                box = box.With(point.Longitude, point.Latitude);
            }
        }

        return box.IsNothing ? null : box;
    }

    private async Task DrawZones(Utf8JsonWriter sheet)
    {
        string? after = null;
        for (var drawn = 0; drawn < ZonesMax;)
        {
            var page = await grains.GetGrain<IZonesGrain>(0).List(after, PageSize);
            foreach (var zone in page)
            {
                Feature(sheet, zone.Id, zone.Name, zone.Level.ToString(CultureInfo.InvariantCulture), zone.Geometry);
                if (ZoneLabel.Of(zone.Geometry) is { } place)
                {
                    Feature(sheet, zone.Id, zone.Name, zone.Level.ToString(CultureInfo.InvariantCulture), place);
                }
            }

            if (page.Length < PageSize)
            {
                return;
            }

            (after, drawn) = (page[^1].Id, drawn + page.Length);
        }
    }

    private async Task DrawRoads(Utf8JsonWriter sheet)
    {
        await DrawLines(sheet, River, new List<string>());
        var segments = ImmutableArray.CreateBuilder<string>();
        await DrawLines(sheet, RoadSegment, segments);
        traffic.Follow(segments.ToImmutable());
    }

    private async Task DrawLines(Utf8JsonWriter sheet, string type, IList<string> segments)
    {
        string? after = null;
        for (var drawn = 0; drawn < RoadsMax;)
        {
            var page = await grains.GetGrain<IRegistryGrain>(0).Find(new TwinQuery(type, null, null, after, PageSize, null));
            foreach (var road in page.Twins)
            {
                if (road.Attributes.TryGetValue("location", out var line))
                {
                    Feature(sheet, road.Id, TwinNames.Of(road), type, line);
                    segments.Add(road.Id);
                }
            }

            if (page.Next is null)
            {
                return;
            }

            (after, drawn) = (page.Next, drawn + page.Twins.Length);
        }
    }

    private static void Feature(Utf8JsonWriter sheet, string id, string name, string kind, string geometry)
    {
        sheet.WriteStartObject();
        sheet.WriteString("type", "Feature");
        sheet.WriteStartObject("properties");
        sheet.WriteString("id", id);
        sheet.WriteString("name", name);
        sheet.WriteString("kind", kind);
        sheet.WriteEndObject();
        sheet.WritePropertyName("geometry");
        sheet.WriteRawValue(geometry);
        sheet.WriteEndObject();
    }
}
