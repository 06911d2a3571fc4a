using System.Collections.Immutable;
using CityActors.Map;
using CityActors.Registry;
using CityActors.Twins;

namespace CityActors.Grains.Registry;

/// <summary>
/// The searchable projection of the log: twins, attributes, relations, zones. A port: embedded it is SQLite, distributed PostgreSQL.
/// The watermark of a partition moves in the same transaction as its entries.
/// </summary>
public interface ITwinRegistry
{
    /// <summary>Newest sequence of a partition that is projected; -1 when there is none.</summary>
    ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default);

    /// <summary>Applies entries of a partition in order and moves its watermark; entries at or below the watermark are ignored.</summary>
    Task Apply(int partition, IReadOnlyList<RegistryEntry> entries, long upTo, CancellationToken cancellationToken = default);

    /// <summary>Ids of a page of twins, in the order of ids, with the number of all that match.</summary>
    /// <remarks>Text is matched word by word as prefix, in id and name, with diacritics folded (đ counts as d).</remarks>
    Task<RegistryPage> Find(TwinQuery query, CancellationToken cancellationToken = default);

    /// <summary>Types with the number of their twins.</summary>
    Task<ImmutableArray<TypeCount>> Types(CancellationToken cancellationToken = default);

    /// <summary>Relations that point at a twin.</summary>
    Task<ImmutableArray<TwinRelation>> Incoming(string objectId, int most, CancellationToken cancellationToken = default);

    /// <summary>A page of zones in the order of ids.</summary>
    Task<ImmutableArray<Zone>> Zones(string? after, int most, CancellationToken cancellationToken = default);

    /// <summary>
    /// Applies entries of a partition whatever its watermark, and leaves the watermark alone: how a rebuild takes over the state of
    /// a shard page by page before it follows the log again.
    /// </summary>
    Task Import(int partition, IReadOnlyList<RegistryEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Empties the projection, watermarks too, so that it can be rebuilt.</summary>
    Task Reset(CancellationToken cancellationToken = default);
}

/// <summary>A page of ids.</summary>
public sealed record RegistryPage(ImmutableArray<string> Ids, string? Next, long Total);

/// <summary>The whole description of one twin after a record, or its removal; or a zone.</summary>
/// <param name="Sequence">Record that caused it.</param>
/// <param name="Id">URN.</param>
/// <param name="Deleted">True: the twin is gone, the other fields mean nothing.</param>
/// <param name="Attributes">Attribute name → JSON.</param>
/// <param name="Relations">Outgoing relations.</param>
/// <param name="Zone">Zone it is bound to.</param>
/// <param name="Longitude">Degrees; null when it has no place.</param>
/// <param name="Latitude">Degrees; null when it has no place.</param>
/// <param name="AsZone">The zone that the entry defines; null for an ordinary twin.</param>
public sealed record RegistryEntry(
    long Sequence,
    string Id,
    bool Deleted,
    ImmutableSortedDictionary<string, string> Attributes,
    ImmutableArray<TwinRelation> Relations,
    string? Zone,
    double? Longitude,
    double? Latitude,
    Zone? AsZone);
