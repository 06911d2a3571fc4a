using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Commands.Fold;

/// <summary>Folds commands and what became of them; compares what was desired with what a twin reports.</summary>
internal sealed class CommandFold(ShardState state)
{
    private ChangeWriter changes = null!;
    private string actor = "";
    private long arrivedAtMs;

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        changes = writer;
        actor = frame.Actor;
        arrivedAtMs = frame.ArrivedAtMs;
    }

    /// <summary>A twin is to do something.</summary>
    public void Command(ref RecordReader record, long sequence)
    {
        _ = (state, changes, actor, arrivedAtMs, record.Kind, sequence);
    }

    /// <summary>What became of a command.</summary>
    public void Outcome(ref RecordReader record, long sequence)
    {
        _ = (state, record.Kind, sequence);
    }

    /// <summary>A reading was taken in: the row has it.</summary>
    public void Reported(int twin, int channel, long sequence)
    {
        _ = (state, twin, channel, sequence);
    }

    /// <summary>A twin is gone: its commands end.</summary>
    public void Deleted(int twin, long sequence)
    {
        _ = (state, twin, sequence);
    }

    /// <summary>Time passed: commands whose time to live is over expire.</summary>
    public void Tick(long nowMs, long sequence)
    {
        _ = (state, nowMs, sequence);
    }
}
