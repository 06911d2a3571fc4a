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
}
