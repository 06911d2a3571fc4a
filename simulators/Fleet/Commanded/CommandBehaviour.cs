using System.IO.Hashing;
using System.Text;
using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.Fleet.Commanded;

/// <summary>
/// How simulated devices take commands: which share of them is refused, fails, is not answered, or is only said to be done. The rest is
/// obeyed. What becomes of a command follows from the seed and its id alone, so that a repeat is met the same way.
/// </summary>
public sealed class CommandBehaviour
{
    /// <summary>What randomness starts from. Default: 42.</summary>
    public long Seed { get; set; } = 42;

    /// <summary>Share that is refused, 0-1. Default: 0.</summary>
    public double Refused { get; set; }

    /// <summary>Share that is accepted and fails. Default: 0.</summary>
    public double Failed { get; set; }

    /// <summary>Share that is never answered. Default: 0.</summary>
    public double Unanswered { get; set; }

    /// <summary>Share that is said to be done and is not. Default: 0.</summary>
    public double Lied { get; set; }

    /// <summary>How long a device is at work. Default: 200 ms.</summary>
    public TimeSpan Work { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What becomes of a command.</summary>
    public CommandReaction Decide(string twin, string command)
    {
        var key = (long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{twin} {command}"));
        var share = new Dice(Seed, DiceSubject.Device, key).Next();
        (double Share, CommandReaction Reaction)[] shares =
        [
            (Refused, CommandReaction.Refuse), (Failed, CommandReaction.Fail), (Unanswered, CommandReaction.StaySilent),
            (Lied, CommandReaction.Lie),
        ];
        foreach (var (part, reaction) in shares)
        {
            if (share < part)
            {
                return reaction;
            }

            share -= part;
        }

        return CommandReaction.Obey;
    }
}

/// <summary>What a device does with a command.</summary>
public enum CommandReaction
{
    /// <summary>Accepts it, does it, reports the new state, says done.</summary>
    Obey,

    /// <summary>Says no.</summary>
    Refuse,

    /// <summary>Accepts it and fails.</summary>
    Fail,

    /// <summary>Never answers.</summary>
    StaySilent,

    /// <summary>Says done and does nothing.</summary>
    Lie,
}
