using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityActors.Cluster.Tests.Processes;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>
/// A river rises through its three flood levels and falls again: one alert an episode, one incident, all cleared on the way down; and
/// all of it is the same, by hash, when the silo is killed again and again on the way.
/// </summary>
public sealed class RiverTests
{
    private const int Seed = 20261125;
    private const string Twin = "urn:ngsi-ld:WaterLevelObserved:long-bien";

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public async Task A_flood_is_three_alerts_and_one_incident_however_often_the_silo_is_killed(int kills)
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
            await River.Define(silo, "api/reference-tables/flood-level", River.Levels);
            foreach (var (level, severity) in ((string, string)[])[("bd1", "medium"), ("bd2", "high"), ("bd3", "critical")])
            {
                await River.Define(silo, $"api/rules/flood-{level}", River.Rule(level, severity));
            }

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

    /// <summary>What is left when all alerts are cleared and the incident knows: without log positions, which ticks move.</summary>
    private static async Task<(string Picture, string Hash)> Settled(SiloProcess silo)
    {
        var alerts = await Waiting.For("three cleared alerts of one incident", async () =>
        {
            var page = await silo.Client.GetFromJsonAsync<JsonElement>(new Uri("api/alerts", UriKind.Relative));
            var all = page.GetProperty("alerts").EnumerateArray().ToList();
            return all.Count >= 3 && all.All(static alert =>
                Word(alert, "phase") == "cleared" && alert.GetProperty("incident").ValueKind == JsonValueKind.String) ? all : null;
        });
        var incidents = await Waiting.For("an incident whose alerts are all cleared", async () =>
        {
            var page = await silo.Client.GetFromJsonAsync<JsonElement>(new Uri("api/incidents", UriKind.Relative));
            var all = page.GetProperty("incidents").EnumerateArray().ToList();
            return all.Count >= 1 && all.All(static incident => incident.GetProperty("uncleared").GetInt32() == 0) ? all : null;
        });
        Assert.Equal(3, alerts.Count);
        Assert.Single(incidents);
        Assert.Single(alerts.Select(static alert => Word(alert, "incident")).Distinct());
        var picture = string.Join('\n', alerts
            .Select(static alert => string.Join(' ', ((string[])
                ["rule", "twin", "channel", "severity", "phase", "value", "count", "raisedAt", "returnedAt", "clearedAt"])
                .Select(name => $"{name}={alert.GetProperty(name)}")))
            .Order(StringComparer.Ordinal)
            .Concat(incidents.Select(static incident =>
                $"{incident.GetProperty("family")} {incident.GetProperty("severity")} alerts={incident.GetProperty("alerts")}")));
        return (picture, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(picture))));
    }

    private static string? Word(JsonElement from, string name) => from.GetProperty(name).GetString();
}
