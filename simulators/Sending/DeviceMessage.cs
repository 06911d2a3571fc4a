using CityActors.Twins.Channels;

namespace CityActors.Simulators.Sending;

/// <summary>What a device says at one moment.</summary>
/// <param name="Number">Number of the message in its run, from 0: the scorecard counts by it.</param>
/// <param name="Twin">URN.</param>
/// <param name="Sequence">The device's own number, from 1; it grows from message to message.</param>
/// <param name="ObservedAtMs">Device time, Unix milliseconds.</param>
/// <param name="DueAt">Timestamp (of the run's TimeProvider) at which it was to be sent: delays count from here.</param>
/// <param name="Values">What it measured; at least one value.</param>
public sealed record DeviceMessage(
    long Number, string Twin, uint Sequence, long ObservedAtMs, long DueAt, IReadOnlyList<ChannelValue> Values);

/// <summary>A value of a channel.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Value">The value.</param>
public readonly record struct ChannelValue(string Channel, TwinValue Value)
{
    /// <summary>A number.</summary>
    public ChannelValue(string channel, double number)
        : this(channel, TwinValue.Of(number))
    {
    }

    /// <summary>A word of a small set.</summary>
    public ChannelValue(string channel, string code)
        : this(channel, TwinValue.OfCode(code))
    {
    }

    /// <summary>True or false.</summary>
    public ChannelValue(string channel, bool truth)
        : this(channel, TwinValue.Of(truth))
    {
    }
}
