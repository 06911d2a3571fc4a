using CityActors.Domain.Log;
using CityActors.Domain.Twins.Fold;

namespace CityActors.Grains.Tests.Clock;

/// <summary>The clock says in the log what time it is, and when nobody could be heard.</summary>
public sealed class CityClockTests
{
    [Fact]
    public async Task Every_partition_is_told_the_fold_version_once_and_then_the_time_again_and_again()
    {
        await using var city = await TestCity.Awake(static city => city.Clock = Fast);
        await city.Pulse.Until(() => Said(city, 3).Count(static said => said.Kind == RecordKind.Tick) >= 5, "five ticks");

        await city.Stop();

        for (var partition = 0; partition < TestCity.Partitions; partition++)
        {
            var said = Said(city, partition);
            Assert.Equal((RecordKind.FoldVersion, (long)ShardFold.Version), said[0]);
            var ticks = said[1..];
            Assert.All(ticks, static record => Assert.Equal(RecordKind.Tick, record.Kind));
            Assert.Equal(ticks.Select(static tick => tick.Number).Order(), ticks.Select(static tick => tick.Number));
        }
    }

    [Fact]
    public async Task Time_in_which_the_city_was_down_is_said_as_a_gap_before_the_first_tick()
    {
        var hourAgo = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds();
        await using var city = new TestCity { Clock = Fast };
        for (var partition = 0; partition < TestCity.Partitions; partition++)
        {
            await city.Append(partition, hourAgo - partition, static writer => writer.FoldVersion(ShardFold.Version));
        }

        await city.Start();
        await city.Pulse.Until(() => Said(city, 2).Exists(static said => said.Kind == RecordKind.Tick), "a tick");

        for (var partition = 0; partition < TestCity.Partitions; partition++)
        {
            var said = Said(city, partition);
            Assert.Equal([RecordKind.FoldVersion, RecordKind.Gap, RecordKind.Tick], said[..3].Select(static record => record.Kind));
            Assert.Equal(hourAgo, said[1].Number);
            Assert.True(said[2].Number >= hourAgo + 3_600_000);
        }
    }

    [Fact]
    public async Task Clock_goes_on_when_the_log_takes_nothing_for_a_while()
    {
        await using var city = await TestCity.Awake(static city => city.Clock = Fast);
        await city.Pulse.Until(() => Said(city, 0).Exists(static said => said.Kind == RecordKind.Tick), "a tick");
        city.Log.RefusedActor = "clock";
        await city.Pulse.Until(() => city.Log.Refusals >= 3, "ticks that are refused");
        var before = Said(city, 0).Count;

        city.Log.RefusedActor = null;

        await city.Pulse.Until(() => Said(city, 0).Count > before, "ticks again");
    }

    private static void Fast(CityActors.Grains.Clock.ClockOptions options) => options.Period = TimeSpan.FromMilliseconds(20);

    private static List<(RecordKind Kind, long Number)> Said(TestCity city, int partition)
    {
        var said = new List<(RecordKind, long)>();
        foreach (var frame in city.Log.Frames(partition))
        {
            var reader = new RecordReader(frame.Records.Span);
            while (reader.Next())
            {
                said.Add((reader.Kind, reader.Number()));
            }
        }

        return said;
    }
}
