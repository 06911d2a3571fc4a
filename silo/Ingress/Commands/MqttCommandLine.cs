using CityActors.Grains.Commands.Delivery;
using CityActors.Silo.Ingress.Mqtt;

namespace CityActors.Silo.Ingress.Commands;

/// <summary>The way to devices through the city's own MQTT server.</summary>
internal sealed class MqttCommandLine(MqttDoor door) : ICommandLine
{
    /// <inheritdoc/>
    public void Follow(Action<string> connected) => door.Listeners.Follow(connected);

    /// <inheritdoc/>
    public bool IsConnected(string twin) => door.Listeners.TopicOf(twin) is not null;

    /// <inheritdoc/>
    public async ValueTask<bool> Send(string twin, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        if (door.Listeners.TopicOf(twin) is not { } topic)
        {
            return false;
        }

        await door.Send(topic, payload.ToArray());
        return true;
    }
}
