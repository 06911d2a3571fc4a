using System.Collections.Immutable;
using CityActors.Map;
using CityActors.Twins;

namespace CityActors.Browser.Tests.Console;

/// <summary>A few streets in the middle of Hà Nội with zones and devices; built once.</summary>
internal static class SampleStreet
{
    /// <summary>The station that tests look at.</summary>
    public const string Station = "urn:ngsi-ld:AirQualityObserved:khi-1";

    private static readonly string[] Types =
    [
        "Camera", "Streetlight", "TrafficFlowObserved", "FloodMonitoring", "NoiseLevelObserved", "Vehicle", "ParkingSpot",
    ];

    private static readonly SemaphoreSlim Turn = new(1);
    private static bool isBuilt;

    /// <summary>Builds them.</summary>
    public static async Task Build(BrowserCity city)
    {
        await city.Start();
        await Turn.WaitAsync();
        try
        {
            if (!isBuilt)
            {
                await Ground(city);
                await Devices(city);
                isBuilt = true;
            }
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task Ground(BrowserCity city)
    {
        await city.Grains.GetGrain<IZonesGrain>(0).Define(
        [
            new Zone("urn:ngsi-ld:AdministrativeArea:hn", "Hà Nội", 0, null,
                """{"type":"Polygon","coordinates":[[[105.82,21.0],[105.88,21.0],[105.88,21.05],[105.82,21.05],[105.82,21.0]]]}"""),
            new Zone("urn:ngsi-ld:AdministrativeArea:hk", "Phường Hoàn Kiếm", 1, "urn:ngsi-ld:AdministrativeArea:hn",
                """{"type":"Polygon","coordinates":[[[105.84,21.01],[105.86,21.01],[105.86,21.03],[105.84,21.03],[105.84,21.01]]]}"""),
        ]);
        for (var i = 0; i < 6; i++)
        {
            var (x, y) = (105.842 + (0.003 * i), 21.012 + (0.0025 * i));
            await Describe(city, $"urn:ngsi-ld:RoadSegment:doc-{i}", $"Phố Hàng Bài {i}", FormattableString.Invariant(
                $$"""{"type":"LineString","coordinates":[[{{x}},21.01],[{{x + 0.001}},21.035]]}"""));
            await Describe(city, $"urn:ngsi-ld:RoadSegment:ngang-{i}", $"Phố Tràng Tiền {i}", FormattableString.Invariant(
                $$"""{"type":"LineString","coordinates":[[105.84,{{y}}],[105.862,{{y + 0.001}}]]}"""));
        }
    }

    private static async Task Devices(BrowserCity city)
    {
        await Describe(city, Station, "Trạm khí Hàng Bài", """{"type":"Point","coordinates":[105.851,21.022]}""",
            new TwinRelation(Station, "refRoadSegment", "urn:ngsi-ld:RoadSegment:doc-2"));
        for (var i = 0; i < 12; i++)
        {
            await city.Send("AirQualityObserved", "khi-1", new
            {
                observedAt = DateTimeOffset.UtcNow - TimeSpan.FromMinutes(4 * (12 - i)),
                pm25 = 18.5 + (3 * Math.Sin(i)), temperature = 28.25 + (i * 0.1), status = "ok", isOpen = true,
            });
        }

        for (var i = 0; i < 60; i++)
        {
            await city.Send(Types[i % Types.Length], $"t-{i}", new
            {
                location = new { lon = 105.842 + (0.0011 * (i % 17)), lat = 21.012 + (0.0013 * (i % 13)) },
                value = i * 1.5,
            });
        }
    }

    private static Task Describe(BrowserCity city, string id, string name, string location, params TwinRelation[] relations) =>
        city.Grains.GetGrain<IEntityGrain>(id).Describe(new TwinDefinition(
            id,
            [],
            ImmutableSortedDictionary<string, string>.Empty.Add("name", $"\"{name}\"").Add("location", location),
            [.. relations],
            null));
}
