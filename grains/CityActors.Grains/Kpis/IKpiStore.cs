using System.Collections.Immutable;
using CityActors.Kpis;
using CityActors.Streams;

namespace CityActors.Grains.Kpis;

/// <summary>
/// The projection of KPIs: definitions, the newest values over zones, past windows with their revisions, and the newest news for those
/// who follow. A port: embedded it is SQLite. The watermark of a partition moves in the same transaction as its entries. Bands, target
/// and unit of a value are those of the version of the definition that it was made by; when that is not known (any more), of the newest.
/// </summary>
public interface IKpiStore
{
    /// <summary>Newest sequence of a partition that is projected; -1 when there is none.</summary>
    ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default);

    /// <summary>Applies entries of a partition in order and moves its watermark; entries at or below the watermark are ignored.</summary>
    Task Apply(int partition, IReadOnlyList<KpiEntry> entries, long upTo, CancellationToken cancellationToken = default);

    /// <summary>A page of KPIs with how they stand; the positions of the query are not waited for here.</summary>
    Task<KpiPage> List(KpiQuery query, CancellationToken cancellationToken = default);

    /// <summary>One KPI with how it stands; null when there is none.</summary>
    Task<KpiStanding?> Read(string kpi, string? zone, CancellationToken cancellationToken = default);

    /// <summary>The newest values of one KPI over its zones, in the order of their URNs.</summary>
    Task<KpiValuePage> Values(string kpi, string? after, int most, CancellationToken cancellationToken = default);

    /// <summary>Windows, newest first; the positions of the query are not waited for here.</summary>
    /// <exception cref="ArgumentException"><see cref="KpiWindowQuery.Before"/> is not where a page ended.</exception>
    Task<KpiValuePage> Windows(KpiWindowQuery query, CancellationToken cancellationToken = default);

    /// <summary>What was said after some marks, partition by partition.</summary>
    /// <param name="marks">A mark for every partition (<see cref="ChangeMark"/>).</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The values with the mark of each, in the order of each partition.</returns>
    /// <exception cref="ChangesGoneException">What was to follow is no longer kept.</exception>
    Task<ImmutableArray<KpiNewsItem>> News(ImmutableArray<long> marks, int most, CancellationToken cancellationToken = default);

    /// <summary>How far each partition is projected.</summary>
    Task<ImmutableArray<long>> Marks(int partitions, CancellationToken cancellationToken = default);
}

/// <summary>A value that was said.</summary>
/// <param name="Value">The value.</param>
/// <param name="Partition">Partition of its twin.</param>
/// <param name="Mark">Its mark in the change log.</param>
public sealed record KpiNewsItem(KpiValue Value, int Partition, long Mark);

/// <summary>What one change says of a KPI: a new version of its definition, that it is no KPI any more, or a value.</summary>
/// <param name="Sequence">Record that caused it.</param>
/// <param name="Index">Number among the changes of that record.</param>
/// <param name="Definition">A new version; null: none.</param>
/// <param name="Retired">The definition is retired, or defines no KPI any more; null: it is not.</param>
/// <param name="Value">A value; its unit, band and target are those of its definition, whatever is written here. Null: none.</param>
public sealed record KpiEntry(long Sequence, int Index, KpiDefinition? Definition, KpiRetirement? Retired, KpiValue? Value);

/// <summary>That a definition is retired.</summary>
/// <param name="Kpi">Id of the KPI.</param>
/// <param name="Version">The version that retires it.</param>
/// <param name="Actor">Who did.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Why">Why.</param>
public sealed record KpiRetirement(string Kpi, int Version, string Actor, DateTimeOffset At, string Why);
