using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Fleet.Commanded;
using CityActors.Simulators.Fleet.Signals;
using CityActors.Simulators.Reach;
using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Sending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Simulators.Fleet;

/// <summary>Runs the sample city: waits until the city is ready, defines what is not there yet, then lets the devices report.</summary>
internal sealed partial class DemoFleet(IOptions<DemoFleetOptions> options, TimeProvider time, ILogger<DemoFleet> log) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PastStep = TimeSpan.FromMinutes(5);

    private readonly CityPlan plan = new(options.Value.Seed, options.Value.Twins, hasSwitched: true);
    private readonly SendCounts counts = new(time);
    private readonly DeviceSettings settings = new();
    private readonly CommandCounts commands = new();
    private long number;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for nobody here: its own doors are opened after this service has been started.
        await Task.Yield();
        try
        {
            var isNew = await Define(stoppingToken);
            await using var links = new FleetLinks(options.Value, counts, time);
            await using var commanded = Commanded();
            await Run(links, isNew, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Stopped(counts.Sent, counts.Acknowledged, counts.Refused, counts.ResentMessages);
        }
    }

    private CommandedFleet Commanded()
    {
        EntityKind[] kinds =
        [
            EntityKind.TrafficSignal, EntityKind.MessageSign, EntityKind.Pump, EntityKind.Siren, EntityKind.Camera, EntityKind.Streetlight,
        ];
        var twins = kinds.SelectMany(kind => Enumerable.Range(0, plan.Count(kind)).Select(each => EntityKinds.Id(kind, each)))
            .Take(options.Value.CommandedMax);
        var target = new Target(true, options.Value.MqttHost, options.Value.MqttPort);
        return new CommandedFleet(twins, target, options.Value.Commands, settings, commands, time);
    }

    private async Task<bool> Define(CancellationToken stop)
    {
        using var city = new CityReach(options.Value.Http);
        var demo = new DemoCity(plan, city);
        var backoff = new Backoff(time, TimeSpan.MaxValue);
        while (true)
        {
            try
            {
                await city.WaitUntilReady(time, TimeSpan.MaxValue, stop);
                var start = time.GetTimestamp();
                var isNew = await demo.Define(stop);
                Ready(isNew ? "defined" : "found", plan.Twins, time.GetElapsedTime(start).TotalSeconds);
                return isNew;
            }
            catch (Exception failure) when (failure is LinkFailedException or HttpRequestException or System.Text.Json.JsonException)
            {
                NotDefined(failure.Message);
                await backoff.Failed("Defining the sample city", failure, TimeSpan.Zero, stop);
            }
        }
    }

    private async Task Run(FleetLinks links, bool isNew, CancellationToken stop)
    {
        var signals = new SignalSource(plan);
        var devices = FleetDevice.Of(plan).ToList();
        if (isNew)
        {
            await Past(links, signals, devices, stop);
        }

        var schedule = new FleetSchedule(devices, time.GetUtcNow());
        while (true)
        {
            while (schedule.TryTake(time.GetUtcNow(), out var device, out var sequence))
            {
                await Report(links, signals, device, sequence, stop);
            }

            await Task.Delay(Step, time, stop);
        }
    }

    /// <summary>Sends what the slower devices would have reported in the last hours, thinned out, oldest first.</summary>
    private async Task Past(FleetLinks links, SignalSource signals, List<FleetDevice> devices, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        foreach (var device in devices)
        {
            if (device.Kind is EntityKind.Bus or EntityKind.ParkingSpot or >= EntityKind.Streetlight)
            {
                continue;
            }

            var step = (uint)Math.Max(1, PastStep.Ticks / device.Period.Ticks);
            var newest = device.Newest(now);
            var first = newest - (uint)(TimeSpan.FromHours(options.Value.PastHours).Ticks / device.Period.Ticks / step * step);
            for (var sequence = first; sequence < newest; sequence += step)
            {
                await Report(links, signals, device, sequence, stop);
            }
        }
    }

    private ValueTask Report(FleetLinks links, SignalSource signals, FleetDevice device, uint sequence, CancellationToken stop)
    {
        var due = device.Due(sequence);
        var values = settings.Apply(device.Twin, signals.Read(device.Kind, device.Number, due));
        var message = new DeviceMessage(number++, device.Twin, sequence, due.ToUnixTimeMilliseconds(), time.GetTimestamp(), values);
        return links.Send(device, message, stop);
    }

    [LoggerMessage(1, LogLevel.Information, "The sample city of {twins} twins was {how} in {seconds:F1} s; its devices begin to report.")]
    private partial void Ready(string how, int twins, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "The sample city could not be defined and is tried again: {reason}")]
    private partial void NotDefined(string reason);

    [LoggerMessage(
        3, LogLevel.Information,
        "The sample devices stop: {sent} messages sent, {acknowledged} acknowledged, {refused} refused, {resent} repeated.")]
    private partial void Stopped(long sent, long acknowledged, long refused, long resent);
}
