using System.Runtime.CompilerServices;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Tests.Twins.Fold;
using CityActors.Domain.Twins;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Rules.Fold;

/// <summary>What rules cost: nothing a reading while they are kept, a row while they are broken.</summary>
[Collection(nameof(MemoryMeasures))]
public sealed class RuleCostTests(ITestOutputHelper output)
{
    private const string Table = """
        { "name": {"vi": "Mực báo động lũ"}, "key": "type", "columns": ["bd1"],
          "rows": [ { "key": "WaterLevelObserved", "values": [9.5], "validFrom": "2020-03-20", "source": "QĐ 05/2020/QĐ-TTg" } ] }
        """;

    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    public void Reading_judged_by_three_rules_allocates_nothing(double level)
    {
        var city = Ruled(1_000);
        var frames = Enumerable.Range(1, 10).Select(round => Readings(city, 1_000, round, level, ahead: (round - 1) * 1_000)).ToList();
        var changes = new ChangeWriter();
        var before = 0L;
        for (var frame = 0; frame < frames.Count; frame++)
        {
            before = frame == frames.Count / 2 ? GC.GetAllocatedBytesForCurrentThread() : before;
            changes.Clear();
            city.City.Fold.Fold(frames[frame], changes);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(level > 9.5 ? 1_000 : 0, city.City.State.OpenEpisodes);
    }

    [Fact]
    public void Channels_that_keep_to_their_rules_take_no_memory()
    {
        const int Twins = 50_000;
        var plain = Grown(new RuledCity(), Twins, 6, out _);
        var kept = Grown(Rules(new RuledCity()), Twins, 6, out var city);
        var broken = Grown(Rules(new RuledCity()), Twins, 10, out var flooded);
        output.WriteLine(
            $"{Twins:N0} twins of one channel: {plain / (double)Twins:F1} B each without rules, {kept / (double)Twins:F1} B with "
            + $"three rules that are kept, {broken / (double)Twins:F1} B with one of them broken.");
        Assert.Equal((0, Twins), (city.City.State.OpenEpisodes, flooded.City.State.OpenEpisodes));
        Assert.InRange(kept - plain, long.MinValue, Twins);
        Assert.InRange(broken - kept, 1, 400L * Twins);
    }

    [Fact]
    public void Snapshot_of_the_fold_before_rules_is_taken_as_one_without_broken_rules()
    {
        var city = Ruled(3);
        city.City.Log(static writer => writer.Reading(0, TwinValue.Of(12.0), FoldedCity.Start, 0));
        var picture = city.City.State.Capture(full: true);
        var older = new Domain.Snapshots.SnapshotCapture
        {
            Generation = picture.Generation,
            Partition = picture.Partition,
            Sequence = picture.Sequence,
            FoldVersion = 1,
            StateHash = 1,
            Full = true,
            PageCounts = picture.PageCounts[..9],
            Pages = [.. picture.Pages.Where(static page => page.Section < 9)],
        };
        var restored = new FoldedCity(ShardState.Restore(older, 1));
        Assert.Equal((1, 0), (city.City.State.OpenEpisodes, restored.State.OpenEpisodes));
        Assert.Equal(city.City.State.TwinCount, restored.State.TwinCount);
    }

    private static long Grown(RuledCity city, int twins, double level, out RuledCity grown)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Fill(city, twins);
        Read(city, twins, level);
        grown = city;
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Read(RuledCity city, int twins, double level)
    {
        var changes = new ChangeWriter();
        city.City.Fold.Fold(Readings(city, twins, 1, level), changes);
        city.City.Fold.Fold(Readings(city, twins, 2, level), changes);

        // The fold holds the writer of its last frame: another one lets go of what was said.
        city.Tick(3);
    }

    private static RuledCity Ruled(int twins)
    {
        var city = Rules(new RuledCity());
        Fill(city, twins);
        return city;
    }

    private static RuledCity Rules(RuledCity city) => city.Table("flood-level", Table)
        .Rule("bd1", "waterLevel >= limit('flood-level', 'bd1') until waterLevel < limit('flood-level', 'bd1') - 0.1")
        .Rule("rise", "rate(waterLevel, 1 h) > 100 for 5 min").Rule("silent", "age(waterLevel) > 1 d or waterLevel < 0");

    private static void Fill(RuledCity city, int twins)
    {
        for (var twin = 0; twin < twins; twin++)
        {
            var id = $"urn:ngsi-ld:WaterLevelObserved:{twin}";
            city.City.Log(writer => writer.Register(TwinDefinition.Bare(id) with { Channels = [new("waterLevel", null)] }));
            city.City.Listen();
        }
    }

    private static LogFrame Readings(RuledCity city, int twins, int round, double level, int ahead = 0)
    {
        var writer = new RecordWriter();
        for (var channel = 0; channel < twins; channel++)
        {
            writer.Reading(channel, TwinValue.Of(level + (round * 0.01)), RuledCity.Ms(round), 0);
        }

        return FoldedCity.Frame(
            city.City.State.Sequence + 1 + ahead, RuledCity.Ms(round), "gateway", writer.Count, writer.Written.ToArray());
    }
}
