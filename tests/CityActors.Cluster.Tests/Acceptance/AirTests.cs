using System.Text.Json.Nodes;
using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.TestKit;
using CityActors.Twins;

namespace CityActors.Cluster.Tests.Acceptance;

/// <summary>
/// VN_AQI of recorded air, hour by hour and day by day, against the words of the decision; where sources are missing it is grey.
/// </summary>
public sealed class AirTests
{
    private const long HourMs = 3_600_000;
    private const string FastButTicking = "600000"; // a year in a minute: windows are closed as clocks tick, not all at once

    [Fact]
    public async Task Hourly_and_daily_index_of_recorded_stations_are_the_decision_s_and_gaps_are_grey()
    {
        using var folder = new DataFolder();
        await Check(
            ("north", AirRecording.WriteDays(folder, "north", days: 12, seed: 1)),
            ("south", AirRecording.WriteDays(folder, "south", days: 12, seed: 2)));
    }

    [Fact]
    public async Task Hourly_and_daily_index_of_Beijing_in_2016_are_the_decision_s_and_gaps_are_grey()
    {
        var files = new[] { "Dongsi", "Shunyi" }.Select(static station => (station, BeijingYear.File(station))).ToArray();
        Assert.SkipWhen(
            files.Any(static file => file.Item2 is null), "The recording air_beijing_2016 is not beside the repository (../shared/data).");

        await Check([.. files.Select(static file => (file.station, file.Item2!))]);
    }

    private static async Task Check(params (string Station, string File)[] stations)
    {
        using var data = new DataFolder();
        using var more = new DataFolder();
        var mapping = AirRecording.WriteMapping(more);
        await using (var silo = await SiloProcess.Start(data))
        {
            await AirRecording.Define(silo);
            await Task.WhenAll(stations.Select(one => SimulatorProcess.ReplayTable(
                silo, one.File, mapping, "--speed", FastButTicking, "--source", $"replay-{one.Station}")));
            foreach (var (station, file) in stations)
            {
                await UntilDerived(silo, station, BeijingYear.Read(file));
            }

            Assert.Equal(0, await silo.Stop());
        }

        await using var city = await CityReader.Open(data);
        var changes = (await city.ChangesOfUnplaced()).Where(static change => change.Kind == TwinChangeKind.Channel)
            .ToLookup(static change => (change.Twin, change.Channel));
        foreach (var (station, file) in stations)
        {
            var hours = BeijingYear.Read(file);
            var decision = new VnAqiDecision(hours);
            var all = Hours(hours);
            Same(changes[(Urn(station), "airQualityIndex")], all, decision.OfHour);
            Same(changes[(Urn(station), "airQualityIndexDay")], all.Where(IsMidnight), decision.OfDay);
            Assert.Contains(all, hour => decision.OfHour(hour) is null);
        }
    }

    private static async Task UntilDerived(
        SiloProcess silo, string station, SortedDictionary<long, IReadOnlyDictionary<string, decimal>> hours)
    {
        var decision = new VnAqiDecision(hours);
        var all = Hours(hours);
        var hour = all.Last(hour => decision.OfHour(hour) is not null);
        var day = all.Where(IsMidnight).Last(hour => decision.OfDay(hour) is not null);
        await Waiting.For($"the last index of {station}", async () =>
        {
            var answer = await silo.Client.GetAsync(new Uri($"http://127.0.0.1:{silo.Http}/api/twins/{Urn(station)}"));
            var twin = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            return IsAt(twin, "airQualityIndex", hour) && IsAt(twin, "airQualityIndexDay", day) ? twin : null;
        });
    }

    private static bool IsAt(JsonNode twin, string channel, long hour) => twin["channels"]!.AsArray().Any(one =>
        (string)one!["name"]! == channel && one["observedAt"] is { } at
        && (DateTimeOffset)at >= DateTimeOffset.FromUnixTimeSeconds(hour * 3_600));

    private static void Same(IEnumerable<TwinChange> said, IEnumerable<long> hours, Func<long, int?> decided)
    {
        var values = new Dictionary<long, int>();
        foreach (var change in said)
        {
            values[change.ObservedAt.ToUnixTimeMilliseconds() / HourMs] = (int)change.Value.Number;
        }

        var wrong = hours
            .Select(hour => (Hour: hour, Said: values.TryGetValue(hour, out var value) ? (int?)value : null, Decided: decided(hour)))
            .Where(static one => one.Said != one.Decided).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ, the first: {string.Join(", ", wrong.Take(5))}");
    }

    private static List<long> Hours(SortedDictionary<long, IReadOnlyDictionary<string, decimal>> hours) =>
        [.. Enumerable.Range(0, (int)(hours.Keys.Last() - hours.Keys.First()) + 1).Select(step => hours.Keys.First() + step)];

    // A day is over with the hour of midnight in Vietnam.
    private static bool IsMidnight(long hour) => (hour + 7) % 24 == 0;

    private static string Urn(string station) => $"urn:ngsi-ld:AirQualityObserved:{station}";
}
