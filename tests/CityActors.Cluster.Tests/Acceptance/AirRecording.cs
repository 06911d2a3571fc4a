using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CityActors.Cluster.Tests.Processes;
using CityActors.TestKit;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>Tables of hourly air as stations of Beijing wrote them, and what a city is told to make VN_AQI of them.</summary>
internal static class AirRecording
{
    private const string Mapping =
        """
        { "type": "AirQualityObserved", "id": "{station}", "time": "{year}-{month}-{day} {hour}", "timeFormat": "yyyy-M-d H",
          "offset": "+08:00",
          "channels": { "PM2.5": { "channel": "pm25" }, "PM10": { "channel": "pm10" }, "SO2": { "channel": "so2" },
                        "NO2": { "channel": "no2" }, "CO": { "channel": "co" }, "O3": { "channel": "o3" } } }
        """;

    private static readonly string Seeds = Path.Combine(AppContext.BaseDirectory, "Seeds");

    /// <summary>Writes the mapping of the tables.</summary>
    public static string WriteMapping(DataFolder folder)
    {
        var file = folder.Of("air-map.json");
        File.WriteAllText(file, Mapping);
        return file;
    }

    /// <summary>Writes a table of some days with gaps: of single pollutants, and of the whole station.</summary>
    public static string WriteDays(DataFolder folder, string station, int days, int seed)
    {
        var random = new Random(seed);
        var lines = new List<string> { "No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,station" };
        for (var hour = 0; hour < days * 24; hour++)
        {
            var at = new DateTime(2016, 3, 1, 0, 0, 0, DateTimeKind.Unspecified).AddHours(hour);
            var isSilent = hour % 67 > 61;
            string Cell(double most) => isSilent || random.Next(10) == 0
                ? ""
                : Math.Round(most * random.NextDouble(), 1).ToString(CultureInfo.InvariantCulture);
            var cells = new[] { 200.0, 300, 300, 400, 20_000, 300 }.Select(Cell);
            lines.Add(FormattableString.Invariant(
                $"{hour},{at.Year},{at.Month},{at.Day},{at.Hour},{string.Join(',', cells)},{station}"));
        }

        var file = folder.Of($"{station}.csv");
        File.WriteAllLines(file, lines);
        return file;
    }

    /// <summary>Defines VN_AQI, its break points as if they had always been in force: the recordings are older than the decision.</summary>
    public static async Task Define(SiloProcess silo)
    {
        var table = Read("tables", "vn-aqi");
        foreach (var row in table["rows"]!.AsArray())
        {
            row!.AsObject().Remove("validFrom");
        }

        await Put(silo, "/api/reference-tables/vn-aqi", table);
        await Put(silo, "/api/derivations/air-hourly", Read("derivations", "air-hourly"));
        await Put(silo, "/api/derivations/air-daily", Read("derivations", "air-daily"));
    }

    private static JsonNode Read(string kind, string id) => JsonNode.Parse(File.ReadAllText(Path.Combine(Seeds, kind, $"{id}.json")))!;

    private static async Task Put(SiloProcess silo, string path, JsonNode definition)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"http://127.0.0.1:{silo.Http}{path}"))
        {
            Content = JsonContent.Create(new JsonObject { ["definition"] = definition, ["why"] = "recordings of 2016" }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await silo.Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
