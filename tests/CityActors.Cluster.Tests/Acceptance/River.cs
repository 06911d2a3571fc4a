using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CityActors.Cluster.Tests.Processes;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>
/// A simulated river that rises over the three flood levels of Long Biên and falls again, sent reading by reading over HTTP: one that
/// was not acknowledged is sent again, whoever was killed in between.
/// </summary>
internal sealed class River(string twin, double lowest, double highest)
{
    /// <summary>Readings of the whole way.</summary>
    public const int Readings = 240;

    /// <summary>Time of the first reading.</summary>
    public static readonly DateTimeOffset Began = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Flood levels with their validity and source.</summary>
    public static string Levels { get; } = $$"""
        {
          "name": { "vi": "Mức báo động lũ", "en": "Flood levels" }, "key": "id", "columns": ["bd1", "bd2", "bd3"], "unit": "MTR",
          "rows": [
            { "key": "urn:ngsi-ld:WaterLevelObserved:long-bien", "values": [9.5, 10.5, 11.5], "validFrom": "2020-03-20",
              "validTo": null, "source": "QĐ 05/2020/QĐ-TTg" },
            { "key": "urn:ngsi-ld:WaterLevelObserved:phu-an", "values": [1.4, 1.5, 1.6], "validFrom": "2020-03-20",
              "validTo": null, "source": "QĐ 05/2020/QĐ-TTg" }
          ]
        }
        """;

    /// <summary>Its twin.</summary>
    public string Twin => twin;

    /// <summary>The rule of one level.</summary>
    public static string Rule(string level, string severity) => $$"""
        {
          "name": { "vi": "Mực nước vượt {{level.ToUpperInvariant()}}", "en": "Water above {{level}}" }, "family": "flood",
          "type": "WaterLevelObserved", "channel": "waterLevel", "twin": null, "zone": null, "replaces": null,
          "condition": "waterLevel >= limit('flood-level', '{{level}}') until waterLevel < limit('flood-level', '{{level}}') - 0.05",
          "effect": "alert", "severity": "{{severity}}", "clearAfter": null, "validFrom": "2020-03-20T00:00:00+07:00", "validTo": null,
          "source": "QĐ 05/2020/QĐ-TTg", "advice": null, "enabled": true
        }
        """;

    /// <summary>Level at a reading: up in the first half, down in the second.</summary>
    public double Level(int reading)
    {
        var way = 1 - Math.Abs((reading - (Readings / 2.0)) / (Readings / 2.0));
        return Math.Round(lowest + ((highest - lowest) * way), 3);
    }

    /// <summary>Sends a reading until it is acknowledged.</summary>
    public async Task Send(SiloProcess silo, int reading)
    {
        var id = twin.Split(':');
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"observedAt\":\"{Began.AddMinutes(reading):O}\",\"waterLevel\":{Level(reading)}}}");
        await Waiting.For($"the acknowledgement of reading {reading} of {twin}", async () =>
        {
            try
            {
                using var body = new StringContent(line, Encoding.UTF8, "application/json");
                using var answer = await silo.Client.PostAsync(new Uri($"ingest/telemetry/{id[2]}/{id[3]}", UriKind.Relative), body);
                return answer.StatusCode == HttpStatusCode.NoContent ? "acknowledged" : null;
            }
            catch (HttpRequestException)
            {
                return null;
            }
        });
    }

    /// <summary>Saves a definition.</summary>
    public static async Task Define(SiloProcess silo, string path, string definition)
    {
        using var body = JsonContent.Create(new { definition = JsonDocument.Parse(definition).RootElement, why = "nghiệm thu" });
        using var answer = await silo.Client.PutAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
    }
}
