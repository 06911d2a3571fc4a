using CityActors.Domain.Twins;
using CityActors.Grains.Changes;

namespace CityActors.Silo.Streams.Relay;

/// <summary>Where the streams' changes come from.</summary>
/// <param name="Log">The change log.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="Partitions">Number of its partitions.</param>
/// <param name="NamesAt">Names of a partition's handles once its shard has folded a sequence: the log may be ahead of a shard that
/// replays.</param>
internal sealed record ChangeSource(
    IChangeLog Log, int Generation, int Partitions, Func<int, long, CancellationToken, ValueTask<TwinNames>> NamesAt);
