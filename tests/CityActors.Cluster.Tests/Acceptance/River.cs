using System.Globalization;
using System.Net;
using System.Text;
using CityActors.Cluster.Tests.Processes;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>
/// A simulated river that rises over the three flood levels of its gauge and falls again, sent reading by reading over HTTP: one that
/// was not acknowledged is sent again, whoever was killed in between.
/// </summary>
internal sealed class River(string twin, double lowest, double highest)
{
    /// <summary>Readings of the whole way.</summary>
    public const int Readings = 240;

    /// <summary>Time of the first reading.</summary>
    public static readonly DateTimeOffset Began = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Its twin.</summary>
    public string Twin => twin;

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
}
