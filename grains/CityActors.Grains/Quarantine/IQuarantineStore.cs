using System.Collections.Immutable;
using CityActors.Quarantine;

namespace CityActors.Grains.Quarantine;

/// <summary>Keeps quarantine entries durably and in bounds. A port: embedded it is SQLite.</summary>
public interface IQuarantineStore
{
    /// <summary>Keeps entries, idempotent by id; the oldest beyond the limit go, and their number is returned.</summary>
    Task<int> Keep(ImmutableArray<QuarantineEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>A page, newest first (by arrival, then id).</summary>
    Task<QuarantinePage> List(string? source, string? before, int most, CancellationToken cancellationToken = default);

    /// <summary>Entries by id; unknown ids are left out.</summary>
    Task<ImmutableArray<QuarantineEntry>> Get(ImmutableArray<string> ids, CancellationToken cancellationToken = default);

    /// <summary>Removes entries.</summary>
    Task<int> Remove(ImmutableArray<string> ids, CancellationToken cancellationToken = default);

    /// <summary>Newest sequence of a partition up to which the fold's refusals are kept; -1 when there is none.</summary>
    ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps what the fold of a partition refused and moves its watermark to <paramref name="upTo"/> in the same transaction, so that
    /// replay brings back nothing that was dealt with. Does nothing when <paramref name="upTo"/> is at or below the watermark.
    /// </summary>
    /// <returns>How many of the oldest went because of the limit.</returns>
    Task<int> Follow(
        int partition, ImmutableArray<QuarantineEntry> entries, long upTo, CancellationToken cancellationToken = default);
}
