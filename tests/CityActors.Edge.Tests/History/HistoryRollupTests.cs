using CityActors.Domain.History;
using CityActors.Edge.Tests.Storage;
using CityActors.Grains.History;
using CityActors.History;
using CityActors.Silo.History;
using CityActors.Twins.Channels;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Edge.Tests.History;

/// <summary>Roll-ups, days put in order, late readings, repeats and restarts leave every answer as the rules say it.</summary>
public sealed class HistoryRollupTests
{
    private const long Hour = HistoryPlan.HourMs;
    private static readonly long Day = HistoryPlan.FloorTo(1_793_700_000_000, HistoryPlan.DayMs);

    [Property(MaxTest = 20)]
    public Property Answers_equal_those_of_the_model_whatever_was_rolled_up_and_put_in_order() =>
        Prop.ForAll(Arb.From(Scripts), static script => Run(script).GetAwaiter().GetResult());

    private static Gen<Step[]> Scripts =>
        from count in Gen.Choose(1, 8)
        from steps in Gen.ArrayOf(
            Gen.Frequency(
                (6, from rows in Gen.ArrayOf(Rows) select new Step(rows, StepKind.Append)),
                (3, Gen.Constant(new Step([], StepKind.Tend))),
                (1, Gen.Constant(new Step([], StepKind.Restart)))),
            count)
        select steps;

    private static Gen<Draft> Rows =>
        from handle in Gen.Choose(0, 2)
        from hour in Gen.Choose(22, 26)
        from minute in Gen.Elements(0, 1, 59)
        from ms in Gen.Elements(0, 1, 30_000, 59_999)
        from value in Gen.Elements(
            TwinValue.Of(1), TwinValue.Of(2.5), TwinValue.Of(-4), TwinValue.Of(true), TwinValue.OfCode("off"), TwinValue.OfText(""),
            TwinValue.OfPosition(106, 10))
        from quality in Gen.Elements(Quality.Good, Quality.Good, Quality.Late, Quality.Invalid)
        select new Draft(handle, (hour * Hour) + (minute * HistoryPlan.MinuteMs) + ms, value, quality);

    private static async Task Run(Step[] script)
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(Day + (50 * Hour)));
        var model = new HistoryModel(1);
        var history = Open(folder, time);
        try
        {
            var sequence = 0L;
            foreach (var step in script)
            {
                switch (step.Kind)
                {
                    case StepKind.Append:
                        var batch = BatchOf(step.Rows, ref sequence);
                        await history.Append(0, batch, sequence);
                        model.Append(0, batch, sequence);
                        break;
                    case StepKind.Tend:
                        time.Advance(TimeSpan.FromMinutes(10));
                        Assert.Equal(0, await history.Tender.Tend(default));
                        break;
                    default:
                        await history.DisposeAsync();
                        history = Open(folder, time);
                        break;
                }

                await Compare(history, model);
            }
        }
        finally
        {
            await history.DisposeAsync();
        }
    }

    private static async Task Compare(DuckDbHistory history, HistoryModel model)
    {
        foreach (var query in Queries())
        {
            var (expected, found) = (model.Query(query), await history.Query(query));
            Assert.Equal(expected.Points.AsEnumerable(), found.Points);
            Assert.Equal((expected.Unit, expected.Total, expected.Cut), (found.Unit, found.Total, found.Cut));
        }
    }

    private static IEnumerable<HistoryQuery> Queries()
    {
        var (from, to) = (At(Day + (22 * Hour)), At(Day + (27 * Hour)));
        var all = new HistoryQuery("urn:x:Twin:a", "c", from, to, null, Aggregate.None, Downsampling.None, 1000, null);
        yield return all;
        yield return all with { Twin = "urn:x:Twin:b", Most = 2 };
        foreach (var twin in new[] { "urn:x:Twin:a", "urn:x:Twin:b" })
        {
            foreach (var (aggregate, every) in new[]
            {
                (Aggregate.Sum, 60), (Aggregate.Mean, 3600), (Aggregate.First, 7200), (Aggregate.Last, 86_400), (Aggregate.Min, 300),
                (Aggregate.Max, 90), (Aggregate.Count, 3600),
            })
            {
                yield return all with
                {
                    Twin = twin, Aggregate = aggregate, Every = TimeSpan.FromSeconds(every),
                    From = from.AddMilliseconds(every == 300 ? 1 : 0),
                };
            }
        }
    }

    /// <summary>Handles 0 and 1 are one twin that was registered twice; 2 is another one.</summary>
    private static HistoryBatch BatchOf(Draft[] rows, ref long sequence)
    {
        var batch = new HistoryBatch();
        for (var handle = 0; handle < 3; handle++)
        {
            batch.Channels.Add(new HistoryChannel(handle, handle < 2 ? "urn:x:Twin:a" : "urn:x:Twin:b", "c", "kW"));
        }

        foreach (var row in rows)
        {
            var at = Day + row.AfterMs;
            batch.Rows.Add(new HistoryRow(++sequence, 0, row.Handle, at, at, row.Value, row.Quality));
        }

        return batch;
    }

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static DuckDbHistory Open(TempFolder folder, TimeProvider time) => new(
        Options.Create(new DuckDbHistoryOptions { Path = folder.Path, TendEvery = TimeSpan.FromHours(1), CompactAgainRows = 1 }), 1, time,
        NullLogger<DuckDbHistory>.Instance);

    public enum StepKind
    {
        Append,
        Tend,
        Restart,
    }

    public sealed record Draft(int Handle, long AfterMs, TwinValue Value, Quality Quality);

    public sealed record Step(Draft[] Rows, StepKind Kind)
    {
        public override string ToString() => Kind == StepKind.Append ? string.Join("; ", Rows.AsEnumerable()) : Kind.ToString();
    }
}
