using System.Collections.Concurrent;
using System.Text.Json;
using CityActors.Grains.Commands.Delivery;

namespace CityActors.Grains.Tests.Memory;

/// <summary>Devices in memory: which of them listen, and what each was sent.</summary>
public sealed class MemoryLine(Pulse pulse) : ICommandLine
{
    private readonly ConcurrentDictionary<string, bool> connected = new();
    private readonly ConcurrentQueue<(string Twin, JsonElement Message)> sent = new();
    private Action<string> follower = static _ => { };

    public IReadOnlyList<(string Twin, JsonElement Message)> Sent => [.. sent];

    public void Follow(Action<string> connected) => follower = connected;

    public bool IsConnected(string twin) => connected.ContainsKey(twin);

    public ValueTask<bool> Send(string twin, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        if (!IsConnected(twin))
        {
            return ValueTask.FromResult(false);
        }

        sent.Enqueue((twin, JsonElement.Parse(payload.Span)));
        pulse.Beat();
        return ValueTask.FromResult(true);
    }

    /// <summary>A device begins to listen.</summary>
    public void Connect(string twin)
    {
        connected[twin] = true;
        follower(twin);
    }

    /// <summary>A device listens no more.</summary>
    public void Disconnect(string twin) => connected.TryRemove(twin, out _);
}
