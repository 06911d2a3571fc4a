using CityActors.Domain.Changes;
using CityActors.Domain.Log;

namespace CityActors.Domain.Twins;

/// <summary>
/// The fold of one partition: (state, frame) → state', changes. No clock, no randomness, no I/O: the same log gives the same state
/// and the same changes with the same names, however it is cut into frames. Nothing is allocated for a number's reading.
/// </summary>
public sealed class ShardFold(ShardState state)
{
    /// <summary>Version of the fold's rules; state hashes compare within one version.</summary>
    public const int Version = 1;

    /// <summary>The state it folds into.</summary>
    public ShardState State => state;

    /// <summary>The record at a sequence is not to be folded: a Skip record says so.</summary>
    public void Skip(long sequence) => throw new NotImplementedException();

    /// <summary>Folds the records of a frame that come after <see cref="ShardState.Sequence"/>; the others are passed over.</summary>
    /// <exception cref="InvalidOperationException">The frame does not join: it is of another partition, or leaves a gap after the state.</exception>
    public FoldResult Fold(LogFrame frame, ChangeWriter changes) => throw new NotImplementedException();
}
