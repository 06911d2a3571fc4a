using System.Globalization;
using CityActors.Simulators.City.Entities;
using CityActors.Simulators.Reach;
using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Sending;
using CityActors.Twins;

namespace CityActors.Simulators.Replay;

/// <summary>Sends a recording as its devices would, and remembers what history is to hold.</summary>
/// <param name="plan">What to send.</param>
/// <param name="city">Where twins are defined; null: they are registered by their readings.</param>
/// <param name="time">Clock.</param>
internal sealed class ReplayRun(ReplayPlan plan, CityReach? city, TimeProvider time)
{
    private const int FleetingPerRequest = 50;

    private readonly SendCounts counts = new(time);
    private readonly DeviceNumbers numbers = new();
    private readonly List<CityEntity> fleeting = [];

    /// <summary>What became of the messages.</summary>
    public SendCounts Counts => counts;

    /// <summary>What history is to hold.</summary>
    public ReplayLedger Ledger { get; private set; } = null!;

    /// <summary>From the first message to the end of the last.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Sends everything and waits until everything has ended.</summary>
    /// <exception cref="RecordingBrokenException">The file is broken; what came before was sent.</exception>
    /// <exception cref="LinkFailedException">The city was not reached for too long.</exception>
    public async Task Send(CancellationToken cancellationToken)
    {
        Ledger = new ReplayLedger(counts);
        var start = time.GetTimestamp();
        var links = new ILink[plan.Connections];
        for (var i = 0; i < links.Length; i++)
        {
            var source = string.Create(CultureInfo.InvariantCulture, $"{plan.Source}-{i + 1}");
            var settings = new LinkSettings(source, plan.Payload, 1, LinkSettings.WindowDefault, plan.Patience);
            links[i] = Links.Open(plan.Target, settings, Ledger, time);
        }

        try
        {
            await Play(links, start, cancellationToken);
        }
        finally
        {
            foreach (var link in links)
            {
                await link.DisposeAsync();
            }

            Took = time.GetElapsedTime(start);
        }
    }

    private async Task Play(ILink[] links, long start, CancellationToken cancellationToken)
    {
        var clock = new ReplayClock(plan.Recording.IsDated, plan.Epoch, plan.Speed);
        var number = 0L;
        Exception? broken = null;
        using var readings = plan.Recording.Read().GetEnumerator();
        while (true)
        {
            try
            {
                if (!readings.MoveNext())
                {
                    break;
                }
            }
            catch (RecordingBrokenException end)
            {
                broken = end;
                break;
            }

            var reading = readings.Current;
            if (number == 0)
            {
                await Task.WhenAll(links.Select(link => link.Declare(clock.Declared(reading.FileMs), cancellationToken)));
            }

            await Wait(start, clock.After(reading.FileMs), cancellationToken);
            await Send(links, reading, clock.ObservedAtMs(reading.FileMs), number++, cancellationToken);
        }

        await DefineFleeting(cancellationToken);
        foreach (var link in links)
        {
            await link.Drain(cancellationToken);
        }

        if (broken is not null)
        {
            throw broken;
        }
    }

    private async Task Send(ILink[] links, RecordedReading reading, long observedAtMs, long number, CancellationToken cancellationToken)
    {
        var sequence = numbers.Next(reading.Twin, observedAtMs, out var isNew);
        if (isNew && city is not null && plan.Recording.ExpiresAfter is { } silence)
        {
            fleeting.Add(Fleeting(reading.Twin, silence));
            if (fleeting.Count >= FleetingPerRequest)
            {
                await DefineFleeting(cancellationToken);
            }
        }

        var message = new DeviceMessage(number, reading.Twin, sequence, observedAtMs, time.GetTimestamp(), reading.Values);
        await links[TwinId.PartitionOf(reading.Twin, links.Length)].Send(message, cancellationToken);
    }

    private async Task DefineFleeting(CancellationToken cancellationToken)
    {
        if (city is not null)
        {
            await city.Define(fleeting, cancellationToken);
            fleeting.Clear();
        }
    }

    private async Task Wait(long start, TimeSpan after, CancellationToken cancellationToken)
    {
        var early = after - time.GetElapsedTime(start);
        if (early > TimeSpan.Zero)
        {
            await Task.Delay(early, time, cancellationToken);
        }
    }

    private static CityEntity Fleeting(string twin, TimeSpan silence) => new(
        twin, TwinId.TypeOf(twin), [], [new EntityProperty("expiresAfter", System.Xml.XmlConvert.ToString(silence))], []);
}
