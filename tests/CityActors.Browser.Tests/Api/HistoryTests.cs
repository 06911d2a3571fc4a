namespace CityActors.Browser.Tests.Api;

public sealed class HistoryTests(ApiCity city) : IClassFixture<ApiCity>
{
    [Fact]
    public async Task Readings_are_given_raw_aggregated_cut_and_in_any_offset()
    {
        var id = ApiCity.NewId();
        await city.Create($$"""{ "id": "{{id}}", "type": "AirQualityObserved", "pm25": { "value": 1, "unitCode": "GQ" } }""");
        for (var minute = 0; minute < 4; minute++)
        {
            await city.Report(id, $$"""{ "observedAt": "2026-11-24T23:0{{minute}}:00Z", "pm25": {{10 * minute}} }""");
        }

        var twin = await city.Until($"/api/twins/{id}", static twin => (double?)twin["channels"]![0]!["value"] == 30);
        var position = (string)twin["channels"]![0]!["position"]!;
        var path = $"/api/history?twin={id}&channel=pm25&from=2026-11-25T06:00:00+07:00&to=2026-11-24T23:04:00Z";

        var raw = await city.Get(path + "&limit=2", ("City-At-Least", position));
        Assert.True(raw.Status == 200, raw.Body);
        var points = raw.Document["points"]!.AsArray();
        Assert.Equal([0, 10], points.Select(static point => (double)point!["value"]!));
        Assert.All(points, static point => Assert.Equal("good", (string?)point!["quality"]));
        Assert.All(points, static point => Assert.Matches(@"^1\.\d+\.\d+$", (string)point!["position"]!));
        Assert.Equal((4, true, "GQ"), ((int)raw.Document["total"]!, (bool)raw.Document["cut"]!, (string)raw.Document["unit"]!));

        (await city.Get(path + "&every=PT2M&aggregate=mean", ("City-At-Least", position))).Is($$"""
            {
              "twin": "{{id}}", "channel": "pm25", "unit": "GQ", "from": "2026-11-24T23:00:00+00:00", "to": "2026-11-24T23:04:00+00:00",
              "every": "PT2M", "aggregate": "mean", "downsampling": "none", "total": 2, "cut": false,
              "points": [
                { "at": "2026-11-24T23:00:00+00:00", "value": 5, "count": 2 },
                { "at": "2026-11-24T23:02:00+00:00", "value": 25, "count": 2 }
              ]
            }
            """);
    }

    [Fact]
    public async Task History_of_nothing_is_empty()
    {
        var answer = await city.Get($"/api/history?twin={ApiCity.NewId()}&channel=pm25&from=PT1H");
        Assert.True(answer.Status == 200, answer.Body);
        Assert.Empty(answer.Document["points"]!.AsArray());
    }
}
