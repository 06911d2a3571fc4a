using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Rules.Fold;

/// <summary>Judges readings, and silence, by the rules in force. A twin that keeps to its rules costs no memory here.</summary>
internal sealed class RuleFold(ShardState state)
{
    private ChangeWriter changes = null!;
    private long arrivedAtMs;

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        changes = writer;
        arrivedAtMs = frame.ArrivedAtMs;
    }

    /// <summary>A rule, or a table that rules look into, has a new version.</summary>
    public void Defined(int number, long sequence)
    {
        _ = (state, changes, arrivedAtMs, number, sequence);
    }

    /// <summary>Quality of a reading that is about to be taken in: invalid when it is physically impossible.</summary>
    public Quality Check(int twin, int channel, in LoggedReading reading)
    {
        _ = (state, twin, channel);
        return reading.Quality;
    }

    /// <summary>A reading was taken in: the row has it.</summary>
    /// <param name="twin">Handle of the twin.</param>
    /// <param name="channel">Handle of the channel.</param>
    /// <param name="before">The row as it was before.</param>
    /// <param name="sequence">The record.</param>
    public void Judge(int twin, int channel, in ChannelRow before, long sequence)
    {
        _ = (state, twin, channel, before, sequence);
    }

    /// <summary>A twin's channels, attributes or relations changed.</summary>
    public void Described(int twin)
    {
        _ = (state, twin);
    }

    /// <summary>A twin is gone: its episodes end.</summary>
    public void Deleted(int twin, long sequence)
    {
        _ = (state, twin, sequence);
    }

    /// <summary>Time passed: what silence means.</summary>
    public void Tick(long nowMs, long sequence)
    {
        _ = (state, nowMs, sequence);
    }
}
