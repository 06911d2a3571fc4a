using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Derivations.Fold;

/// <summary>
/// Gathers what the twins of this partition contribute to derived twins, and makes the values of the derived twins that it owns out of
/// what all partitions contribute.
/// </summary>
internal sealed class DerivationFold(ShardState state)
{
    private ChangeWriter changes = null!;
    private long arrivedAtMs;

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        changes = writer;
        arrivedAtMs = frame.ArrivedAtMs;
    }

    /// <summary>A derivation, or a table that derivations look into, has a new version.</summary>
    public void Defined(int number, long sequence)
    {
        _ = (state, changes, arrivedAtMs, number, sequence);
    }

    /// <summary>A reading was taken in: the row has it.</summary>
    /// <param name="twin">Handle of the twin.</param>
    /// <param name="channel">Handle of the channel.</param>
    /// <param name="before">The row as it was before.</param>
    /// <param name="sequence">The record.</param>
    public void Contribute(int twin, int channel, in ChannelRow before, long sequence)
    {
        _ = (state, twin, channel, before, sequence);
    }

    /// <summary>A reading came that is older than its channel's newest: it changes no value, but is counted.</summary>
    public void Late(int twin, int channel, long observedAtMs)
    {
        _ = (state, twin, channel, observedAtMs);
    }

    /// <summary>A twin moved to another zone or road segment.</summary>
    public void Moved(int twin, long sequence)
    {
        _ = (state, twin, sequence);
    }

    /// <summary>A twin was registered, or its channels, attributes or relations changed.</summary>
    public void Described(int twin, long sequence)
    {
        _ = (state, twin, sequence);
    }

    /// <summary>A twin is gone, or fell silent for longer than its time to live.</summary>
    public void Gone(int twin, long sequence)
    {
        _ = (state, twin, sequence);
    }

    /// <summary>What a partition contributes to a derived twin of this one.</summary>
    public void Partial(ref RecordReader record, long sequence)
    {
        _ = (state, record.Kind, sequence);
    }

    /// <summary>Time passed: what has changed is said, what is silent counts as stale.</summary>
    public void Tick(long nowMs, long sequence)
    {
        _ = (state, nowMs, sequence);
    }
}
