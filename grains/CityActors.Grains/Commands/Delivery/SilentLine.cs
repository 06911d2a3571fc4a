namespace CityActors.Grains.Commands.Delivery;

/// <summary>No device is ever connected: a process without doors for devices.</summary>
internal sealed class SilentLine : ICommandLine
{
    /// <inheritdoc/>
    public void Follow(Action<string> connected)
    {
    }

    /// <inheritdoc/>
    public bool IsConnected(string twin) => false;

    /// <inheritdoc/>
    public ValueTask<bool> Send(string twin, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(false);
}
