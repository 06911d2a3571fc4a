using CityActors.Domain.Changes;
using CityActors.Domain.Tests.Derivations;
using CityActors.Domain.Tests.Kpis.Seeds;
using CityActors.TestKit;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Kpis.Air;

/// <summary>
/// VN_AQI of stations, derived as a city derives it, against the words of the decision; where sources are missing it is grey.
/// </summary>
public sealed class StationTests
{
    private const long HourMs = 3_600_000;
    private const long HoursOfVietnam = 7;

    [Theory]
    [InlineData("Dongsi")]
    [InlineData("Shunyi")]
    public void The_index_of_every_hour_and_day_of_a_year_in_Beijing_is_the_decision_s(string station)
    {
        var file = BeijingYear.File(station);
        Assert.SkipWhen(file is null, "The recording air_beijing_2016 is not beside the repository (../shared/data).");

        Check(BeijingYear.Read(file!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_index_of_made_up_weeks_with_gaps_is_the_decision_s(int seed)
    {
        var random = new Random(seed);
        var hours = new SortedDictionary<long, IReadOnlyDictionary<string, decimal>>();
        const long First = 490_000;
        for (var hour = First; hour < First + (14 * 24); hour++)
        {
            // Every pollutant fails by itself, and now and then the whole station for a while.
            var values = BeijingYear.Columns.Keys.Where(_ => random.Next(8) > 0)
                .ToDictionary(
                    static channel => channel, channel => Math.Round(Most(channel) * (decimal)Math.Pow(random.NextDouble(), 2), 1));
            if (values.Count > 0 && random.Next(30) > 0)
            {
                hours[hour] = values;
            }
            else
            {
                hour += random.Next(20);
            }
        }

        Check(hours);
    }

    private static decimal Most(string channel) => channel switch
    {
        "co" => 60_000,
        "pm25" => 400,
        "o3" => 900,
        _ => 600,
    };

    private static void Check(SortedDictionary<long, IReadOnlyDictionary<string, decimal>> hours)
    {
        const string Id = "urn:ngsi-ld:AirQualityObserved:station";
        var city = new PartitionedCity(2) { NowMs = (hours.Keys.First() - 1) * HourMs };
        city.DefineAir(forRecordings: true);
        city.Register(Id, null, [.. BeijingYear.Columns.Keys]);
        foreach (var (hour, values) in hours)
        {
            city.NowMs = Math.Max(city.NowMs, hour * HourMs);
            city.Read(
                Id, hour * HourMs, [.. values.Select(static value => (value.Key, TwinValue.Of((double)value.Value)))]);
            city.Settle();
        }

        var decision = new VnAqiDecision(hours);
        var (first, last) = (hours.Keys.First(), hours.Keys.Last());
        var hourly = Said(city, "air-hourly", "airQualityIndex");
        var all = Enumerable.Range(0, (int)(last - first) + 1).Select(step => first + step).ToList();
        Compare(hourly, decision.OfHour, all);
        Assert.Contains(all, hour => decision.OfHour(hour) is null);
        Assert.True(all.Count(hour => decision.OfHour(hour) is not null) > all.Count / 2);

        // A day is over when its last hour, that of midnight in Vietnam, has been said.
        var daily = Said(city, "air-daily", "airQualityIndexDay");
        var midnights = all.Where(static hour => (hour + HoursOfVietnam) % 24 == 0).ToList();
        Compare(daily, decision.OfDay, midnights.Where(hours.ContainsKey));
        Assert.Contains(midnights, midnight => decision.OfDay(midnight) is not null);
    }

    private static void Compare(Dictionary<long, int?> said, Func<long, int?> decided, IEnumerable<long> hours)
    {
        var wrong = hours.Select(hour => (Hour: hour, Said: said.GetValueOrDefault(hour), Decided: decided(hour)))
            .Where(static one => one.Said != one.Decided).ToList();

        Assert.True(wrong.Count == 0, $"{wrong.Count} differ, the first: {string.Join(", ", wrong.Take(5))}");
    }

    private static Dictionary<long, int?> Said(PartitionedCity city, string definition, string channel) => city.Derived
        .Where(said => said.Definition == definition && said.Final).GroupBy(static said => said.EndMs / HourMs)
        .ToDictionary(static end => end.Key, end => Number(end.Last(), channel));

    private static int? Number(DerivedPicture said, string channel) =>
        said.Values.First(value => value.Channel == channel).Value is { Kind: ValueKind.Number } value ? (int)value.Number : null;
}
