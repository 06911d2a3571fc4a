using CityActors.Domain.Changes;
using CityActors.Twins;
using CityActors.Twins.Channels;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Derivations;

/// <summary>Two stages over several partitions against one pass over everything.</summary>
public sealed class TwoStageTests
{
    private const string Roads = """
        { "name": { "vi": "Đường" }, "by": { "kind": "relation", "name": "refRoadSegment" },
          "window": WINDOW, "staleAfter": "P30D", "revisable": "P30D", "minShare": 0,
          "channels": [
            { "name": "flow", "unit": "veh/h", "formula": "sum(Loop.flow)" }, { "name": "count", "formula": "count(Loop.flow)" },
            { "name": "speed", "formula": "mean(Loop.speed, Loop.flow)" }, { "name": "mean", "formula": "mean(Loop.flow)" },
            { "name": "least", "formula": "min(Loop.flow)" }, { "name": "most", "formula": "max(Loop.flow)" },
            { "name": "first", "formula": "first(Loop.flow)" }, { "name": "last", "formula": "last(Loop.flow)" },
            { "name": "fast", "formula": "count(Loop.flow where flow > 50)" }, { "name": "n", "formula": "contributing" } ] }
        """;

    [Property(MaxTest = 120)]
    public void Any_split_any_order_and_any_repetition_gives_what_one_pass_gives(int seed) =>
        Check(seed, """{ "kind": "tumbling", "size": "PT1M" }""", 60_000, 60_000);

    [Property(MaxTest = 60)]
    public void The_same_holds_of_windows_that_overlap(int seed) =>
        Check(seed, """{ "kind": "sliding", "size": "PT5M", "step": "PT1M" }""", 300_000, 60_000);

    private static void Check(int seed, string window, long sizeMs, long stepMs)
    {
        var random = new Random(seed);
        var city = new PartitionedCity(1 + random.Next(5)) { NowMs = PartitionedCity.Start + 90_000_000 };
        city.Define("roads", Roads.Replace("WINDOW", window, StringComparison.Ordinal));
        var loops = Enumerable.Range(0, 6).Select(number => new Loop($"urn:ngsi-ld:Loop:{number}", number % 2)).ToList();
        foreach (var loop in loops)
        {
            city.Register(loop.Id, new TwinRelation("", "refRoadSegment", Segment(loop.Segment)), "flow", "speed");
        }

        for (var steps = random.Next(20, 120); steps > 0; steps--)
        {
            Step(city, random, loops[random.Next(loops.Count)]);
        }

        // Everybody reports once more, long after: all windows of interest are closed.
        foreach (var loop in loops)
        {
            city.Read(loop.Id, PartitionedCity.Start + 86_400_000, "flow", 1);
        }

        city.Settle();
        for (var segment = 0; segment < 2; segment++)
        {
            Compare(city.Closed(Segment(segment)), [.. loops.Where(loop => loop.Segment == segment)], sizeMs, stepMs);
        }
    }

    private static void Step(PartitionedCity city, Random random, Loop loop)
    {
        switch (random.Next(10))
        {
            case 0:
                city.Tick(random.Next(0, 30_000));
                break;
            case 1:
                city.CarrySome(random);
                break;
            case 2 when loop.Told.Count > 0:
                // Late: older than what the loop said last.
                city.Read(loop.Id, loop.NewestMs - random.Next(1, 100_000), "flow", 10_000);
                break;
            case 3 when loop.Told.Count > 0:
                // A better value of the newest reading; perhaps none at all.
                var (flow, isGood) = (Math.Round(random.NextDouble() * 100, 2), random.Next(3) > 0);
                if (flow != loop.Told[^1].Flow || !isGood)
                {
                    city.Read(loop.Id, loop.NewestMs, "flow", flow + 0.001, isGood ? Quality.Good : Quality.Invalid);
                    loop.Told[^1] = loop.Told[^1] with { Flow = isGood ? flow + 0.001 : double.NaN };
                }

                break;
            default:
                loop.NewestMs += random.Next(1, 200) * 1_000;
                var reading = new Reading(loop.NewestMs, Math.Round(random.NextDouble() * 100, 2), Math.Round(random.NextDouble() * 90, 2));
                loop.Told.Add(reading);
                var values = new[] { ("flow", TwinValue.Of(reading.Flow)), ("speed", TwinValue.Of(reading.Speed)) };
                city.Read(loop.Id, loop.NewestMs, random.Next(2) == 0 ? values : [values[1], values[0]]);
                break;
        }
    }

    private static void Compare(Dictionary<long, DerivedPicture> closed, List<Loop> loops, long sizeMs, long stepMs)
    {
        var all = loops.SelectMany(static loop => loop.Told.Select(reading => (loop.Id, Reading: reading)))
            .Where(static one => !double.IsNaN(one.Reading.Flow)).ToList();
        var panes = Enumerable.Range(0, (int)(sizeMs / stepMs)).ToList();
        var ends = all.SelectMany(one => panes.Select(pane => End(one.Reading.AtMs, stepMs) + (pane * stepMs))).Distinct();
        foreach (var end in ends)
        {
            Assert.True(closed.TryGetValue(end, out var window), $"The window that ends at {end} was not told.");
            var inside = all.Where(one => one.Reading.AtMs > end - sizeMs && one.Reading.AtMs <= end).ToList();
            var flows = inside.Select(static one => one.Reading.Flow).ToList();
            Same(flows.Sum(), window, "flow");
            Same(flows.Count, window, "count");
            Same(flows.Sum() == 0 ? 0 : inside.Sum(static one => one.Reading.Flow * one.Reading.Speed) / flows.Sum(), window, "speed");
            Same(flows.Average(), window, "mean");
            Same(flows.Min(), window, "least");
            Same(flows.Max(), window, "most");
            var (first, last) = (inside.Min(static one => one.Reading.AtMs), inside.Max(static one => one.Reading.AtMs));
            Same(inside.Where(one => one.Reading.AtMs == first).Min(static one => one.Reading.Flow), window, "first");
            Same(inside.Where(one => one.Reading.AtMs == last).Max(static one => one.Reading.Flow), window, "last");
            Same(flows.Count(static flow => flow > 50), window, "fast");
            Same(inside.Select(static one => one.Id).Distinct().Count(), window, "n");
            Assert.InRange(window.Members, window.Contributing, loops.Count);
        }

        foreach (var (end, window) in closed)
        {
            if (!all.Exists(one => one.Reading.AtMs > end - sizeMs && one.Reading.AtMs <= end) && window.Contributing == 0)
            {
                Assert.Equal(ValueKind.None, window.Values.Single(static value => value.Channel == "flow").Value.Kind);
            }
        }
    }

    private static void Same(double expected, DerivedPicture window, string channel)
    {
        var value = window.Values.Single(one => one.Channel == channel).Value;
        if (channel == "speed" && value.Kind == ValueKind.None)
        {
            Assert.Equal(0, expected);
            return;
        }

        Assert.Equal(ValueKind.Number, value.Kind);
        Assert.True(
            Math.Abs(expected - value.Number) <= 1e-9 * Math.Max(1, Math.Abs(expected)),
            $"{channel} of the window that ends at {window.EndMs}: expected {expected:R}, got {value.Number:R}.");
    }

    private static long End(long ms, long step) => (ms + step - 1) / step * step;

    private static string Segment(int number) => $"urn:ngsi-ld:RoadSegment:{number}";

    private sealed class Loop(string id, int segment)
    {
        public string Id => id;

        public int Segment => segment;

        public List<Reading> Told { get; } = [];

        public long NewestMs { get; set; } = PartitionedCity.Start - 3_600_000;
    }

    private readonly record struct Reading(long AtMs, double Flow, double Speed);
}
