using System.Globalization;
using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Sending;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Load;

/// <summary>Sends what a plan says, each connection by itself, and remembers which numbers were acknowledged.</summary>
internal sealed class LoadRun(LoadPlan plan, TimeProvider time) : ISendLedger
{
    private static readonly DateTimeOffset SequenceStart = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan OneMs = TimeSpan.FromMilliseconds(1);

    private readonly SendCounts counts = new(time);
    private readonly NumberSet acknowledged = new(plan.Readings);
    private readonly string run = time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
    private long startMs;

    /// <summary>What became of the messages.</summary>
    public SendCounts Counts => counts;

    /// <summary>From the first reading due to the last one ended.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Sends everything and waits until everything has ended.</summary>
    /// <exception cref="LinkFailedException">The city was not reached for too long; the counts stand.</exception>
    public async Task Send(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        startMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var loop = new OpenLoop(start, time.TimestampFrequency, plan.Rate);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(connection => Drive(connection, loop, cancellationToken)));
        }
        finally
        {
            Took = time.GetElapsedTime(start);
        }
    }

    /// <summary>What history is to hold of a twin; null when it had no reading.</summary>
    public ExpectedSeries? Expected(int twin)
    {
        var points = plan.NumbersOf(twin)
            .Select(number => new ExpectedPoint(ObservedAtMs(number), TwinValue.Of(number), acknowledged.Has(number)))
            .ToList();
        return points.Count == 0 ? null : new ExpectedSeries(LoadPlan.Twin(twin), LoadPlan.Channel, points);
    }

    void ISendLedger.Sent(DeviceMessage message) => ((ISendLedger)counts).Sent(message);

    void ISendLedger.Resent(DeviceMessage message) => ((ISendLedger)counts).Resent(message);

    void ISendLedger.Disconnected() => ((ISendLedger)counts).Disconnected();

    void ISendLedger.Ended(DeviceMessage message, SendOutcome outcome)
    {
        if (outcome == SendOutcome.Acknowledged)
        {
            acknowledged.Add(message.Number);
        }

        ((ISendLedger)counts).Ended(message, outcome);
    }

    private async Task Drive(int connection, OpenLoop loop, CancellationToken cancellationToken)
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"load-{run}-{connection}");
        var settings = new LinkSettings(source, plan.Payload, plan.Qos, plan.Window, plan.Patience);
        await using var link = Links.Open(plan.Target, settings, this, time);
        for (long number = connection; number < plan.Readings; number += plan.Connections)
        {
            while (loop.Until(number, time.GetTimestamp()) is { Ticks: > 0 } early)
            {
                await Task.Delay(early > OneMs ? early : OneMs, time, cancellationToken);
            }

            var twin = LoadPlan.Twin(plan.TwinOf(number));
            var value = new ChannelValue(LoadPlan.Channel, number);
            await link.Send(
                new DeviceMessage(number, twin, Sequence(number), ObservedAtMs(number), loop.DueAt(number), [value]), cancellationToken);
        }

        await link.Drain(cancellationToken);
    }

    private long ObservedAtMs(long number) => startMs + (long)(number * 1000 / plan.Rate);

    // Runs follow each other on the same twins, so numbers begin where the time of the run lies: tenths of a second since 2024, plus
    // one a reading of the twin. A twin that reports less than ten times a second never repeats one.
    private uint Sequence(long number) =>
        (uint)(((startMs - SequenceStart.ToUnixTimeMilliseconds()) / 100) + (number / plan.Twins) + 1);
}
