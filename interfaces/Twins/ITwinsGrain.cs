using System.Collections.Immutable;
using CityActors.Log;

namespace CityActors.Twins;

/// <summary>
/// Reads and describes many twins in one call, without opening a door for each: for lists, tables and the public API. Keyed by 0;
/// stateless.
/// </summary>
[Alias("city.ITwinsGrain")]
public interface ITwinsGrain : IGrainWithIntegerKey
{
    /// <summary>States of twins of any partition, in the order asked for; null where no such twin is registered.</summary>
    /// <param name="ids">At most 10,000 URNs.</param>
    /// <param name="atLeast">
    /// Positions that must have been folded, at most one of a partition; those of partitions that no id belongs to say nothing here.
    /// </param>
    /// <exception cref="ArgumentException">An id is none, or a position was never given out.</exception>
    [Alias("Read")]
    Task<ImmutableArray<TwinState?>> Read(ImmutableArray<string> ids, ImmutableArray<LogPosition> atLeast);

    /// <summary>
    /// Registers twins of any partition, or adds channels, attributes and relations to them: one flush a partition. Idempotent.
    /// </summary>
    /// <param name="definitions">At most 10,000.</param>
    /// <returns>Where the definitions stand in the log, one position of each partition that has some of them.</returns>
    /// <exception cref="ArgumentException">A definition is wrong; names which and why. Those of other partitions may be
    /// durable.</exception>
    [Alias("Describe")]
    Task<ImmutableArray<LogPosition>> Describe(ImmutableArray<TwinDefinition> definitions);
}
