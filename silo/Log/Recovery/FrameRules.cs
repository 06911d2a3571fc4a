using CityActors.Silo.Log.Frames;

namespace CityActors.Silo.Log.Recovery;

/// <summary>What the frames of one log must be.</summary>
/// <param name="Kind">What they hold, apart from checkpoints.</param>
/// <param name="Generation">Their generation.</param>
/// <param name="Partitions">Number of partitions.</param>
/// <param name="FirstSequence">Where a partition begins in a new log; <see cref="Framed.LogState.Any"/>: anywhere.</param>
internal sealed record FrameRules(FrameKind Kind, int Generation, int Partitions, long FirstSequence);
