using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Fleet.Commanded;

/// <summary>Many devices that take commands.</summary>
internal sealed class CommandedFleet : IAsyncDisposable
{
    private readonly List<CommandedDevice> devices;

    /// <summary>Lets them connect.</summary>
    public CommandedFleet(
        IEnumerable<string> twins, Target target, CommandBehaviour behaviour, DeviceSettings settings, CommandCounts counts,
        TimeProvider time) =>
        devices = [.. twins.Select(twin => new CommandedDevice(twin, target, behaviour, settings, counts, time))];

    /// <summary>Number of devices.</summary>
    public int Count => devices.Count;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }
    }
}
