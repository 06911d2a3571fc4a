using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityActors.Cluster.Tests.Processes;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>
/// A river rises through the three flood levels that the city is packaged with and falls again: one alert an episode, one incident, all
/// cleared on the way down; and alerts, incident and KPI values are the same, by hash, when the silo is killed again and again on the way.
/// </summary>
public sealed class RiverTests
{
    private const int Seed = 20261125;
    private const string Kpi = "river-level";
    private const int Windows = 25;
    private const string Twin = "urn:ngsi-ld:WaterObserved:long-bien";

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public async Task A_flood_is_one_alert_an_episode_and_one_incident_however_often_the_silo_is_killed(int kills)
    {
        using var calm = new DataFolder();
        using var shaken = new DataFolder();

        var expected = await Flood(calm, kills: 0);
        var got = await Flood(shaken, kills);

        Assert.Equal(expected.Picture, got.Picture);
        Assert.Equal(expected.Hash, got.Hash);
    }

    private static async Task<(string Picture, string Hash)> Flood(DataFolder data, int kills)
    {
        var random = new Random(Seed);
        var at = Enumerable.Range(1, River.Readings - 1).OrderBy(_ => random.Next()).Take(kills).ToHashSet();
        var river = new River(Twin, lowest: 9, highest: 12);
        var silo = await SiloProcess.Start(data);
        try
        {
            await IsPackaged(silo);
            for (var reading = 0; reading <= River.Readings; reading++)
            {
                await river.Send(silo, reading);
                if (at.Contains(reading))
                {
                    await silo.Kill();
                    await silo.DisposeAsync();
                    silo = await SiloProcess.StartAgain(data, silo);
                }
            }

            return await Settled(silo);
        }
        finally
        {
            await silo.DisposeAsync();
        }
    }

    /// <summary>Packaged definitions come while the city runs already; a reading before them would be judged by none.</summary>
    private static async Task IsPackaged(SiloProcess silo)
    {
        string[] parts =
        [
            "reference-tables/flood-level", "rules/flood-alarm-1", "rules/flood-alarm-2", "rules/flood-alarm-3", "rules/river-rising-fast",
            $"kpis/{Kpi}",
        ];
        foreach (var part in parts)
        {
            await Waiting.For($"the packaged definition {part}", async () =>
            {
                using var answer = await silo.Client.GetAsync(new Uri($"api/{part}", UriKind.Relative));
                return answer.IsSuccessStatusCode ? part : null;
            });
        }
    }

    /// <summary>
    /// What is left when all alerts are cleared, the incident knows, and the last window of the KPI that has a value is closed: without
    /// log positions, which ticks move, and without windows of silence, which come as time goes by.
    /// </summary>
    private static async Task<(string Picture, string Hash)> Settled(SiloProcess silo)
    {
        var alerts = await Waiting.For($"cleared alerts of one incident; {silo.Said}", async () =>
        {
            var all = await List(silo, "api/alerts", "alerts");
            return all.Count >= 4 && all.All(static alert =>
                Word(alert, "phase") == "cleared" && alert.GetProperty("incident").ValueKind == JsonValueKind.String) ? all : null;
        });
        var incidents = await Waiting.For("an incident whose alerts are all cleared", async () =>
        {
            var all = await List(silo, "api/incidents", "incidents");
            return all.Count >= 1 && all.All(static incident => incident.GetProperty("uncleared").GetInt32() == 0) ? all : null;
        });
        var windows = await Waiting.For($"{Windows} windows of the river's level with a value", async () =>
        {
            var all = (await List(silo, $"api/kpis/{Kpi}/windows?limit=100&from=P60D", "values"))
                .Where(static window => window.GetProperty("isFinal").GetBoolean()
                    && window.GetProperty("value").ValueKind == JsonValueKind.Number).ToList();
            return all.Count >= Windows ? all : null;
        });
        Assert.Equal(
            ["flood-alarm-1", "flood-alarm-2", "flood-alarm-3", "river-rising-fast"],
            alerts.Select(static alert => Word(alert, "rule")!).Order(StringComparer.Ordinal));
        Assert.Single(incidents);
        Assert.Single(alerts.Select(static alert => Word(alert, "incident")).Distinct());
        var picture = string.Join('\n', Lines(
            alerts, "rule", "twin", "channel", "severity", "phase", "value", "count", "raisedAt", "returnedAt", "clearedAt")
            .Concat(Lines(incidents, "family", "severity", "alerts"))
            .Concat(Lines(windows, "zone", "windowEnd", "value", "contributing")));
        return (picture, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(picture))));
    }

    private static async Task<List<JsonElement>> List(SiloProcess silo, string path, string name) =>
        [.. (await silo.Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative))).GetProperty(name).EnumerateArray()];

    private static IEnumerable<string> Lines(List<JsonElement> from, params string[] names) => from
        .Select(each => string.Join(' ', names.Select(name => $"{name}={each.GetProperty(name)}"))).Order(StringComparer.Ordinal);

    private static string? Word(JsonElement from, string name) => from.GetProperty(name).GetString();
}
