using CityActors.Domain.Changes;
using CityActors.Domain.Commands.Fold;
using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Log;
using CityActors.Domain.Rules;
using CityActors.Domain.Rules.Fold;

namespace CityActors.Domain.Twins.Fold;

/// <summary>
/// What follows from a twin's readings and descriptions, in this order: rules judge, commands compare, derivations gather.
/// </summary>
internal sealed class FoldRooms(ShardState state)
{
    /// <summary>Rules.</summary>
    public RuleFold Rules { get; } = new(state);

    /// <summary>Commands.</summary>
    public CommandFold Commands { get; } = new(state);

    /// <summary>Derivations.</summary>
    public DerivationFold Derivations { get; } = new(state);

    /// <summary>A definition is read before anything changes: one that is no good is set aside.</summary>
    /// <exception cref="FormatException">It is no good.</exception>
    public static void Check(DefinitionKind kind, string id, string? json)
    {
        DefinitionId.Check(id);
        if (kind == DefinitionKind.Rule && json is not null)
        {
            RuleReader.Read(id, json);
        }

        DerivationFold.Check(kind, id, json);
    }

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        Rules.Enter(frame, writer);
        Commands.Enter(frame, writer);
        Derivations.Enter(frame, writer);
    }

    /// <summary>A twin was registered, or its channels, attributes or relations changed.</summary>
    public void Described(int twin, long sequence)
    {
        Rules.Described(twin);
        Derivations.Described(twin);
    }

    /// <summary>A twin is gone.</summary>
    public void Deleted(int twin, long sequence)
    {
        Rules.Deleted(twin, sequence);
        Commands.Deleted(twin, sequence);
        Derivations.Gone(twin);
    }

    /// <summary>Time passed.</summary>
    public void Tick(long nowMs, long sequence)
    {
        Rules.Tick(nowMs, sequence);
        Commands.Tick(nowMs, sequence);
        Derivations.Tick(nowMs, sequence);
    }
}
