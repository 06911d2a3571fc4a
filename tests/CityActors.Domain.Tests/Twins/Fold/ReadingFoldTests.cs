using CityActors.Domain.Changes;
using CityActors.Domain.Twins.Fold;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Twins.Fold;

[Collection(nameof(MemoryMeasures))]
public sealed class ReadingFoldTests
{
    private const string Loop = "urn:ngsi-ld:TrafficFlowObserved:e1-0";

    /// <summary>A first reading (value 1, time 10 s, number as given), then a second one; what the second one is.</summary>
    [Theory]
    [InlineData(0, 2, 20, 0, "new")]
    [InlineData(0, 1, 20, 0, "new")] // the same value later is a reading of its own
    [InlineData(0, 2, 10, 0, "new")] // the same time, another value, no numbers: a correction
    [InlineData(0, 1, 10, 0, "duplicate")]
    [InlineData(0, 2, 5, 0, "late")]
    [InlineData(0, 1, 5, 0, "late")]
    [InlineData(7, 2, 20, 8, "new")]
    [InlineData(7, 1, 10, 8, "duplicate")]
    [InlineData(7, 2, 10, 8, "new")]
    [InlineData(7, 2, 10, 7, "late")] // not newer, but another value: history keeps it
    [InlineData(7, 2, 20, 7, "duplicate")]
    [InlineData(7, 2, 20, 6, "duplicate")]
    [InlineData(7, 2, 20, 1, "new")] // the device counts from the beginning again
    [InlineData(5000, 2, 20, 3976, "duplicate")] // 1,024 back is still disorder
    [InlineData(5000, 2, 20, 3975, "new")] // further back is a new count
    [InlineData(7, 2, 20, 0, "new")]
    [InlineData(7, 2, 5, 8, "late")]
    public void Second_reading_is(uint firstNumber, double value, int second, uint number, string expected)
    {
        var city = new FoldedCity();
        city.Register(Loop, "speed");
        city.Read(Loop, "speed", TwinValue.Of(1), At(10), firstNumber);
        city.Listen();
        var before = city.Live(Loop, "speed");

        city.Read(Loop, "speed", TwinValue.Of(value), At(second), number);

        Assert.Equal(
            expected switch { "new" => [ChangeKind.Reading], "late" => [ChangeKind.LateReading], _ => (List<ChangeKind>)[] },
            city.Kinds());
        if (expected == "new")
        {
            Assert.Equal(TwinValue.Of(value), city.Live(Loop, "speed")!.Value);
        }
        else
        {
            Assert.Equal(before, city.Live(Loop, "speed"));
        }
    }

    [Theory]
    [InlineData(300_000, false)]
    [InlineData(300_001, true)]
    public void Reading_of_a_live_source_more_than_five_minutes_ahead_is_set_aside(int aheadMs, bool refused)
    {
        var city = new FoldedCity();
        city.Register(Loop, "speed");

        city.Read(Loop, "speed", TwinValue.Of(1), FoldedCity.Start + aheadMs);

        Assert.Equal(refused ? ["future"] : [], city.Refusals().Select(static one => one.Reason));
        Assert.Equal(refused, city.Live(Loop, "speed")!.Value.Kind == ValueKind.None);
    }

    [Fact]
    public void Reading_of_a_declared_replay_may_be_of_any_time_until_it_is_declared_live_again()
    {
        var city = new FoldedCity { Actor = "recorder" };
        city.Register(Loop, "speed");
        city.Log(static writer => Domain.Log.CityRecords.Source(writer, "recorder", isReplay: true, FoldedCity.Start));
        city.Read(Loop, "speed", TwinValue.Of(1), FoldedCity.Start + 86_400_000);
        city.Actor = "gateway";
        city.Read(Loop, "speed", TwinValue.Of(2), FoldedCity.Start + (2 * 86_400_000));
        city.Actor = "recorder";
        city.Log(static writer => Domain.Log.CityRecords.Source(writer, "recorder", isReplay: false, 0));
        city.Read(Loop, "speed", TwinValue.Of(3), FoldedCity.Start + (3 * 86_400_000L));

        Assert.Equal(1, city.Live(Loop, "speed")!.Value.Number);
        Assert.Equal(["gateway", "recorder"], city.Refusals().Select(static one => one.Source));
    }

    [Fact]
    public void Reading_of_each_kind_is_remembered_and_said_as_it_came()
    {
        TwinValue[] values =
        [
            TwinValue.Of(-1.5), TwinValue.Of(true), TwinValue.OfCode("closed"), TwinValue.OfText("Ngập sâu 30 cm"),
            TwinValue.OfPosition(105.85, 21.03), TwinValue.OfCode("closed"), TwinValue.Of(2),
        ];
        var city = new FoldedCity();
        city.Register(Loop, "state");
        city.Listen();
        for (var i = 0; i < values.Length; i++)
        {
            city.Read(Loop, "state", values[i], At(i));
            Assert.Equal(values[i], city.Live(Loop, "state")!.Value);
        }

        var said = new List<TwinValue>();
        for (var reader = new ChangeReader(city.Said); reader.Next();)
        {
            said.Add(reader.Value);
        }

        Assert.Equal(values, said);
    }

    [Fact]
    public void Position_moves_a_twin_only_when_its_channel_says_where_the_twin_is()
    {
        var city = new FoldedCity();
        var twin = city.Register(Loop, "location", "destination");
        city.Read(Loop, "destination", TwinValue.OfPosition(105.9, 21.1), At(1));
        Assert.Null(city.State.Read(twin)!.Longitude);

        city.Read(Loop, "location", TwinValue.OfPosition(105.85, 21.03), At(2));
        city.Read(Loop, "location", TwinValue.OfPosition(105.80, 21.00), At(1));

        Assert.Equal((105.85, 21.03), (city.State.Read(twin)!.Longitude, city.State.Read(twin)!.Latitude));
    }

    [Fact]
    public void Reading_of_a_deleted_twin_is_set_aside_and_never_credited_to_its_successor()
    {
        var city = new FoldedCity();
        city.Register(Loop, "speed");
        var stale = city.Channel(Loop, "speed");
        city.Log(static writer => Domain.Log.CityRecords.Delete(writer, Loop));
        city.Register(Loop, "speed");

        city.Log(writer => writer.Reading(stale, TwinValue.Of(50), At(1), 0));

        Assert.NotEqual(stale, city.Channel(Loop, "speed"));
        Assert.Equal(ValueKind.None, city.Live(Loop, "speed")!.Value.Kind);
        Assert.Equal(("deleted-twin", Loop), (city.Refusals().Single().Reason, city.Refusals().Single().Twin));
    }

    [Fact]
    public void Quality_that_a_device_declares_is_kept_and_late_is_not_its_to_declare()
    {
        var city = new FoldedCity();
        city.Register(Loop, "speed");
        (Quality Declared, Quality Kept)[] table =
        [
            (Quality.Uncertain, Quality.Uncertain), (Quality.Invalid, Quality.Invalid), (Quality.Late, Quality.Good),
        ];
        foreach (var (declared, kept) in table)
        {
            city.NowMs += 1000;
            city.Log(writer => writer.Reading(city.Channel(Loop, "speed"), TwinValue.Of(1), city.NowMs, 0, declared));
            Assert.Equal(kept, city.Live(Loop, "speed")!.Quality);
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_readings_of_numbers_positions_and_known_codes()
    {
        var city = new FoldedCity();
        city.Register(Loop, "speed", "location", "state");
        var records = new Domain.Log.RecordWriter();
        var changes = new ChangeWriter();
        const int Readings = 30_000;
        LogFrame(0);
        long before = 0;
        for (var round = 1; round <= 3; round++)
        {
            var frame = LogFrame(round);
            changes.Clear();
            before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Null(city.Fold.Fold(frame, changes).Poison);
            before = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(Readings, changes.Count);
        Assert.Equal(0, before);

        Domain.Log.LogFrame LogFrame(int round)
        {
            records.Clear();
            for (var i = 0; i < Readings; i++)
            {
                var value = (i % 3) switch
                {
                    0 => TwinValue.Of(i),
                    1 => TwinValue.OfPosition(105 + (i * 1e-6), 21),
                    _ => TwinValue.OfCode("open"),
                };
                records.Reading(i % 3, value, At((round * Readings) + i), 0);
            }

            return FoldedCity.Frame(city.State.Sequence + 1, At(round * Readings * 2), "gateway", Readings, records.Written.ToArray());
        }
    }

    private static long At(int second) => FoldedCity.Start - 60_000 + (second * 1000L);
}
