namespace CityActors.Domain.Twins;

/// <summary>
/// Names behind handles. Handles are never reused and names never change, so any thread may read while the fold adds:
/// what was given out stays true.
/// </summary>
public sealed class TwinNames
{
    private readonly ShardState state;

    internal TwinNames(ShardState state) => this.state = state;

    /// <summary>URN of a twin, deleted ones included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such handle was given out.</exception>
    public string Twin(int twin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(twin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(twin, state.Twins.Count);
        return state.IdText(twin);
    }

    /// <summary>Twin, name and unit of a channel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such handle was given out.</exception>
    public (int Twin, string Name, string? Unit) Channel(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, state.Channels.Count);
        ref readonly var row = ref state.Channels[channel];
        return (row.Twin, state.Labels[row.Name]!, state.Labels[row.Unit]);
    }
}
