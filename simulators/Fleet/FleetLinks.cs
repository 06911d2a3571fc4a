using System.Globalization;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Sending.Payloads;

namespace CityActors.Simulators.Fleet;

/// <summary>The connections the devices share. A device speaks through the same one always: its readings keep their order.</summary>
internal sealed class FleetLinks : IAsyncDisposable
{
    private readonly ILink[] links;

    /// <summary>Opens them; they connect by themselves and never give up.</summary>
    public FleetLinks(DemoFleetOptions options, ISendLedger ledger, TimeProvider time)
    {
        var target = new Target(true, options.MqttHost, options.MqttPort);
        links = new ILink[options.Connections];
        for (var i = 0; i < links.Length; i++)
        {
            var source = string.Create(CultureInfo.InvariantCulture, $"demo-tram-{i + 1:D2}");
            links[i] = Links.Open(
                target, new LinkSettings(source, PayloadForm.Flat, 1, LinkSettings.WindowDefault, TimeSpan.MaxValue), ledger, time);
        }
    }

    /// <summary>Sends a message of a device.</summary>
    public ValueTask Send(FleetDevice device, DeviceMessage message, CancellationToken cancellationToken) =>
        links[((int)device.Kind + device.Number) % links.Length].Send(message, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var link in links)
        {
            await link.DisposeAsync();
        }
    }
}
