namespace CityActors.Grains.Commands.Delivery;

/// <summary>The way to devices that are connected now. A port: embedded it is the city's own MQTT server.</summary>
public interface ICommandLine
{
    /// <summary>Names who is told the URN of each twin whose device listens from now on. Called once, before anything is sent.</summary>
    void Follow(Action<string> connected);

    /// <summary>Whether the device of a twin listens now.</summary>
    bool IsConnected(string twin);

    /// <summary>Hands a message to the device of a twin. It may be lost on the way: only the device's answer says that it came.</summary>
    /// <returns>False when the device does not listen.</returns>
    ValueTask<bool> Send(string twin, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default);
}
