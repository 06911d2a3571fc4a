using System.Text.Json;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Snapshots;
using CityActors.Domain.Twins;
using CityActors.Twins.Channels;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Twins.Fold;

/// <summary>What the whole city rests on.</summary>
public sealed class FoldLawTests
{
    [Property(MaxTest = 150)]
    public void Replay_from_any_snapshot_gives_the_same_state_and_says_the_same(int seed, byte cut)
    {
        var log = RandomLog.Of(seed);
        var at = cut % (log.Count + 1);
        var whole = new FoldedCity();
        var skips = Fold(whole, log.Take(at));
        var picture = whole.State.Capture(full: true);
        whole.Listen();
        skips.AddRange(Fold(whole, log.Skip(at)));

        var replayed = new FoldedCity(ShardState.Restore(picture, 1));
        foreach (var (sequence, reason) in skips)
        {
            replayed.Fold.Skip(sequence, reason);
        }

        Assert.Empty(Fold(replayed, log.Skip(at)));

        Assert.Equal(whole.State.Hash(), replayed.State.Hash());
        Assert.True(whole.Said.SequenceEqual(replayed.Said), "The replay said something else.");
        Assert.Equal(Pictures(whole.State), Pictures(replayed.State));
    }

    [Property(MaxTest = 150)]
    public void Cutting_frames_anywhere_changes_nothing(int seed, int cutSeed)
    {
        var log = RandomLog.Of(seed);
        var whole = new FoldedCity();
        Fold(whole, log);

        var cuts = new Random(cutSeed);
        var parts = new FoldedCity();
        Fold(parts, log.SelectMany(frame => Cut(frame, cuts)));

        Assert.Equal(whole.State.Hash(), parts.State.Hash());
        Assert.True(whole.Said.SequenceEqual(parts.Said), "What was said depends on where the frames were cut.");
    }

    [Property(MaxTest = 150)]
    public void Frames_that_come_twice_are_passed_over(int seed, byte from)
    {
        var log = RandomLog.Of(seed);
        var once = new FoldedCity();
        Fold(once, log);

        var twice = new FoldedCity();
        Fold(twice, log.Take(from % log.Count));
        Fold(twice, log);

        Assert.Equal(once.State.Hash(), twice.State.Hash());
        Assert.True(once.Said.SequenceEqual(twice.Said));
    }

    [Property(MaxTest = 100)]
    public void Small_pictures_laid_over_a_full_one_give_the_whole(int seed, byte[] cuts)
    {
        var log = RandomLog.Of(seed);
        var city = new FoldedCity();
        var pages = new Dictionary<(int, int), SnapshotPage>();
        SnapshotCapture? newest = null;
        var at = 0;
        foreach (var step in cuts.Take(6).Append(byte.MaxValue))
        {
            var frames = log.Skip(at).Take(step % 20).ToList();
            at += frames.Count;
            Fold(city, frames);
            newest = city.State.Capture(full: newest is null);
            foreach (var page in newest.Pages)
            {
                pages[(page.Section, page.Index)] = page;
            }
        }

        var whole = new SnapshotCapture
        {
            Generation = newest!.Generation,
            Partition = newest.Partition,
            Sequence = newest.Sequence,
            FoldVersion = newest.FoldVersion,
            StateHash = newest.StateHash,
            Full = true,
            PageCounts = newest.PageCounts,
            Pages = [.. pages.Values],
        };
        Assert.Equal(city.State.Hash(), ShardState.Restore(whole, 1).Hash());
    }

    [Property(MaxTest = 150)]
    public void Duplicates_and_another_order_across_twins_change_nothing(int seed)
    {
        var random = new Random(seed);
        var readings = Enumerable.Range(0, 5).Select(twin => Enumerable.Range(0, random.Next(20))
            .Select(i => (Twin: twin, Value: random.Next(5), AtMs: FoldedCity.Start + (i * 1000L))).ToList()).ToList();

        var inOrder = Fleet();
        foreach (var (twin, value, atMs) in readings.SelectMany(static one => one))
        {
            inOrder.Read(Id(twin), "speed", TwinValue.Of(value), atMs);
        }

        var mixed = Fleet();
        var next = new int[readings.Count];
        while (next.Select((at, twin) => readings[twin].Count - at).Sum() > 0)
        {
            var twin = random.Next(readings.Count);
            var again = next[twin] > 0 && random.Next(3) == 0;
            if (!again && next[twin] == readings[twin].Count)
            {
                continue;
            }

            var (_, value, atMs) = readings[twin][again ? random.Next(next[twin]) : next[twin]++];
            mixed.Read(Id(twin), "speed", TwinValue.Of(value), atMs);
        }

        for (var twin = 0; twin < readings.Count; twin++)
        {
            Assert.Equal(Content(inOrder.Live(Id(twin), "speed")), Content(mixed.Live(Id(twin), "speed")));
            Assert.Equal(Accepted(inOrder, twin), Accepted(mixed, twin));
        }
    }

    [Fact]
    public void Random_logs_hold_everything_that_the_laws_speak_of()
    {
        var city = new FoldedCity();
        var skips = new List<(long, string)>();
        for (var seed = 0; seed < 30; seed++)
        {
            city = new FoldedCity();
            skips.AddRange(Fold(city, RandomLog.Of(seed)));
        }

        var kinds = Enumerable.Range(0, 30).SelectMany(static seed =>
        {
            var one = new FoldedCity();
            Fold(one, RandomLog.Of(seed));
            return one.Kinds();
        }).ToHashSet();
        Assert.NotEmpty(skips);
        Assert.Equal([], Enum.GetValues<ChangeKind>().Except(kinds));
    }

    private static FoldedCity Fleet()
    {
        var city = new FoldedCity();
        for (var twin = 0; twin < 5; twin++)
        {
            city.Register(Id(twin), "speed");
        }

        return city;
    }

    private static string Id(int twin) => $"urn:ngsi-ld:Vehicle:{twin}";

    private static object? Content(ChannelState? channel) =>
        channel is { } known ? (known.Value, known.ObservedAt, known.ArrivedAt, known.Quality) : null;

    private static List<(long, long)> Accepted(FoldedCity city, int twin)
    {
        var accepted = new List<(long, long)>();
        for (var reader = new ChangeReader(city.Said); reader.Next();)
        {
            if (reader.Kind == ChangeKind.Reading && reader.Twin == twin)
            {
                accepted.Add((reader.ObservedAtMs, reader.Value.Bits));
            }
        }

        return accepted;
    }

    private static List<(long Sequence, string Reason)> Fold(FoldedCity city, IEnumerable<LogFrame> frames) =>
        [.. frames.SelectMany(city.Take).Select(static poison => (poison.Sequence, poison.Reason))];

    private static List<string> Pictures(ShardState state) =>
        [.. Enumerable.Range(0, state.TwinHandles).Select(twin => state.Read(twin) is { } live ? JsonSerializer.Serialize(live) : "-")];

    private static IEnumerable<LogFrame> Cut(LogFrame frame, Random cuts)
    {
        var records = frame.Records;
        var (first, left) = (frame.FirstSequence, frame.Count);
        while (left > 0)
        {
            var count = cuts.Next(1, left + 1);
            var bytes = BytesOf(records.Span, count);
            yield return FoldedCity.Frame(first, frame.ArrivedAtMs, frame.Actor, count, records[..bytes].ToArray());
            records = records[bytes..];
            first += count;
            left -= count;
        }
    }

    private static int BytesOf(ReadOnlySpan<byte> records, int count)
    {
        var reader = new RecordReader(records);
        for (; count > 0; count--)
        {
            reader.Next();
        }

        return records.Length - reader.Rest.Length;
    }
}
