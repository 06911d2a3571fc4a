using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Twins.Fold;

public sealed class PoisonTests
{
    private const string Gauge = "urn:ngsi-ld:WaterObserved:song-hong";
    private readonly FoldedCity city = new();

    public static TheoryData<string, Action<RecordWriter>> Records => new()
    {
        { "handle never given", static writer => writer.Reading(99, TwinValue.Of(1), FoldedCity.Start, 0) },
        { "negative handle", static writer => writer.Reading(-1, TwinValue.Of(1), FoldedCity.Start, 0) },
        { "not a number", static writer => writer.Reading(0, Raw(double.NaN), 1, 0) },
        { "infinite", static writer => writer.Reading(0, Raw(double.PositiveInfinity), 1, 0) },
        { "boolean of 2", static writer => writer.Reading(0, new TwinValue(ValueKind.Boolean, 2, null), 1, 0) },
        { "off the earth", static writer => writer.Reading(0, new TwinValue(ValueKind.Position, long.MaxValue, null), 1, 0) },
        { "no kind", static writer => writer.Reading(0, new TwinValue((ValueKind)77, 0, null), 1, 0) },
        { "year 10000", static writer => writer.Reading(0, TwinValue.Of(1), 253_402_300_800_000, 0) },
        { "before year 1", static writer => writer.Reading(0, TwinValue.Of(1), long.MinValue, 0) },
        { "quality of 9", static writer => writer.Reading(0, TwinValue.Of(1), 1, 0, (Quality)9) },
        { "reading cut short", static writer => writer.Begin(RecordKind.Reading, 1).Number(5).End() },
        { "unknown kind", static writer => writer.Begin((RecordKind)200).End() },
        { "id that is none", static writer => writer.Register(CityActors.Twins.TwinDefinition.Bare("not a urn")) },
        { "zone without area", static writer => writer.Zone(new CityActors.Map.Zone("urn:ngsi-ld:Zone:1", "z", 1, null, "{}")) },
        { "road of one place", static writer => writer.Road("urn:ngsi-ld:RoadSegment:1", [(1, 1)]) },
        { "empty delete", static writer => writer.Begin(RecordKind.Delete).End() },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_that_cannot_be_folded_is_set_aside_and_the_others_go_on(string what, Action<RecordWriter> write)
    {
        Assert.NotEmpty(what);
        city.Register(Gauge, "level");
        var writer = new RecordWriter();
        writer.Reading(0, TwinValue.Of(1), FoldedCity.Start, 0);
        write(writer);
        writer.Reading(0, TwinValue.Of(2), FoldedCity.Start + 1, 0);

        var skipped = city.Take(FoldedCity.Frame(1, FoldedCity.Start, "gateway", 3, writer.Written.ToArray()));

        Assert.Equal((2, false), (Assert.Single(skipped).Sequence, skipped[0].IsStateSpoiled));
        Assert.Equal((2, 3), (city.Live(Gauge, "level")!.Value.Number, city.State.Sequence));
        var refusal = Assert.Single(city.Refusals());
        Assert.Equal(("poison", "gateway", skipped[0].Reason), (refusal.Reason, refusal.Source, refusal.Detail));
        Assert.NotEmpty(refusal.Record);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Frame_that_breaks_off_loses_what_cannot_be_told_apart_and_nothing_before_it(int whole)
    {
        city.Register(Gauge, "level");
        var writer = new RecordWriter();
        for (var i = 0; i < whole; i++)
        {
            writer.Reading(0, TwinValue.Of(i), FoldedCity.Start + i, 0);
        }

        byte[] records = [.. writer.Written.ToArray(), 1, 1, 0, 0, 250, 0, 0, 0, 1, 2, 3];
        var skipped = city.Take(FoldedCity.Frame(1, FoldedCity.Start, "gateway", whole + 3, records));

        Assert.Equal(1 + whole, Assert.Single(skipped).Sequence);
        Assert.Equal(whole + 3, city.State.Sequence);
        Assert.Equal(whole, city.Kinds().Count(static kind => kind == ChangeKind.Reading));
        city.Read(Gauge, "level", TwinValue.Of(9), FoldedCity.Start + 9);
        Assert.Equal(9, city.Live(Gauge, "level")!.Value.Number);
    }

    [Fact]
    public void Until_its_skip_is_known_the_fold_stands_before_the_poisoned_record()
    {
        city.Register(Gauge, "level");
        var frame = FoldedCity.Frame(1, FoldedCity.Start, "gateway", 1, [200, 0, 0, 0, 0, 0, 0, 0]);
        var hash = city.State.Hash();

        Assert.Equal(1, city.Fold.Fold(frame, new ChangeWriter()).Poison!.Sequence);
        Assert.Equal(1, city.Fold.Fold(frame, new ChangeWriter()).Poison!.Sequence);

        Assert.Equal((0, hash), (city.State.Sequence, city.State.Hash()));
    }

    [Theory]
    [InlineData(2, 0, 0)] // a gap
    [InlineData(1, 1, 1)] // another partition
    [InlineData(2, 1, 0)] // another generation and a gap
    public void Frame_that_does_not_join_stops_the_fold(long first, int partition, int generationAhead)
    {
        city.Register(Gauge, "level");
        var frame = new LogFrame
        {
            Generation = 1 + generationAhead,
            Partition = partition,
            FirstSequence = first,
            Count = 1,
            ArrivedAtMs = 1,
            Tenant = "city",
            Actor = "x",
            Records = new byte[8],
        };

        Assert.Throws<InvalidOperationException>(() => city.Fold.Fold(frame, new ChangeWriter()));
    }

    [Fact]
    public void Snapshot_that_was_damaged_is_refused_and_says_which()
    {
        city.Register(Gauge, "level");
        city.Read(Gauge, "level", TwinValue.Of(1), FoldedCity.Start);
        var picture = city.State.Capture(full: true);
        var page = picture.Pages.First(static page => page.Section == 2);
        System.Runtime.InteropServices.MemoryMarshal.AsMemory(page.Bytes).Span[4] ^= 1;

        var wrong = Assert.Throws<InvalidDataException>(() => ShardState.Restore(picture, 1));

        Assert.Contains("partition 0 at 1", wrong.Message, StringComparison.Ordinal);
    }

    private static TwinValue Raw(double number) => new(ValueKind.Number, BitConverter.DoubleToInt64Bits(number), null);
}
