using System.Collections.Immutable;
using CityActors.Definitions;
using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Log;

namespace CityActors.Grains.Definitions;

/// <summary>
/// Every version of every definition: a projection of the log. A port: embedded it is SQLite, distributed PostgreSQL. The watermark of
/// a partition moves in the same transaction as its entries.
/// </summary>
public interface IDefinitionStore
{
    /// <summary>Newest sequence of a partition that is projected; -1 when there is none.</summary>
    ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds versions of a partition in order and moves its watermark; entries at or below the watermark are ignored. A version that
    /// is there already is taken again as it comes now.
    /// </summary>
    Task Apply(int partition, IReadOnlyList<DefinitionEntry> entries, long upTo, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds versions that are not there yet, whatever the watermark, and leaves it alone: how the state of a shard stands in for
    /// changes that are retained no more.
    /// </summary>
    Task Import(IReadOnlyList<DefinitionEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Empties the projection, watermarks too, so that it can be rebuilt.</summary>
    Task Reset(CancellationToken cancellationToken = default);

    /// <summary>A version of a definition; the newest when none is named; null when there is none.</summary>
    Task<Definition?> Get(DefinitionKind kind, string id, int? version, CancellationToken cancellationToken = default);

    /// <summary>A page of definitions in the order of ids, the newest version of each, with the number of all that match.</summary>
    /// <remarks>Text is matched word by word as prefix, in id and names, with diacritics folded (đ counts as d).</remarks>
    Task<DefinitionPage> Find(DefinitionKind kind, DefinitionQuery query, CancellationToken cancellationToken = default);

    /// <summary>Versions of a definition, newest first; empty when it was never defined.</summary>
    /// <param name="kind">What it defines.</param>
    /// <param name="id">Its id.</param>
    /// <param name="before">Only versions before this one; null: from the newest.</param>
    /// <param name="most">1-1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<Definition>> Versions(
        DefinitionKind kind, string id, int? before, int most, CancellationToken cancellationToken = default);

    /// <summary>How many definitions were ever made, of all kinds, retired ones included.</summary>
    Task<int> Count(CancellationToken cancellationToken = default);
}

/// <summary>A version of a definition and where the log says it.</summary>
/// <param name="Position">Record of the partition that owns the id.</param>
/// <param name="Picture">The version.</param>
public sealed record DefinitionEntry(LogPosition Position, DefinitionPicture Picture);
