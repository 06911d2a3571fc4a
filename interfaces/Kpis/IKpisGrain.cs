using System.Collections.Immutable;
using CityActors.Log;
using CityActors.Streams;
using Orleans.Concurrency;

namespace CityActors.Kpis;

/// <summary>
/// The KPIs of the city: what they are, how they stand, how they stood, and what they are made of. Reads a projection of the change
/// log; definitions are written through the derivations of the city. Keyed by 0; stateless.
/// </summary>
[Alias("city.IKpisGrain")]
public interface IKpisGrain : IGrainWithIntegerKey
{
    /// <summary>A page of KPIs with how they stand in one zone.</summary>
    /// <exception cref="ArgumentException">A part of the query is out of its bounds; says which.</exception>
    /// <exception cref="TimeoutException">A position was not reached in time.</exception>
    [Alias("List")]
    Task<KpiPage> List(KpiQuery query);

    /// <summary>One KPI with how it stands.</summary>
    /// <param name="kpi">Id.</param>
    /// <param name="zone">URN of a zone; null: as <see cref="KpiQuery.Zone"/> says.</param>
    /// <param name="atLeast">Positions that the answer must have reached.</param>
    /// <returns>Null when there is no such KPI.</returns>
    [Alias("Read")]
    Task<KpiStanding?> Read(string kpi, string? zone, ImmutableArray<LogPosition> atLeast);

    /// <summary>The newest values of one KPI over its zones, in the order of their URNs.</summary>
    /// <param name="kpi">Id.</param>
    /// <param name="after">URN after which the page starts; null: from the first.</param>
    /// <param name="most">1-1,000.</param>
    [Alias("Values")]
    Task<KpiValuePage> Values(string kpi, string? after, int most);

    /// <summary>
    /// The windows of one KPI in one zone, newest first; the running value of the open window comes first. A bounded number of windows
    /// and of their revisions is kept; older values are in history under the KPI's twin.
    /// </summary>
    /// <exception cref="ArgumentException">A part of the query is out of its bounds; says which.</exception>
    [Alias("Windows")]
    Task<KpiValuePage> Windows(KpiWindowQuery query);

    /// <summary>What a KPI is made of: types, channels, tables, and the twins that can contribute.</summary>
    /// <param name="kpi">Id.</param>
    /// <param name="zone">URN of the zone; null: the whole city.</param>
    /// <param name="after">URN after which the page of twins starts; null: from the first.</param>
    /// <param name="most">1-1,000.</param>
    /// <returns>Null when there is no such KPI.</returns>
    [Alias("Lineage")]
    Task<KpiLineage?> Lineage(string kpi, string? zone, string? after, int most);

    /// <summary>
    /// What was said of all KPIs after a token, running values and greyings too. Waits some seconds when there is nothing yet: call
    /// again with the token of the answer. Nothing is left out; nothing comes twice. Values of one KPI in one zone come in their order.
    /// </summary>
    /// <param name="after">Null: nothing is given, only the token of now.</param>
    /// <param name="most">1-1,000.</param>
    /// <exception cref="ChangesGoneException">What was to follow is no longer kept: read the values anew.</exception>
    /// <exception cref="ArgumentException">The token is of another log.</exception>
    [Alias("News"), AlwaysInterleave]
    Task<KpiNews> News(ChangeToken? after, int most);
}

/// <summary>News of KPIs.</summary>
/// <param name="Values">The values that were said.</param>
/// <param name="Token">How far that goes.</param>
[GenerateSerializer, Immutable, Alias("city.KpiNews")]
public sealed record KpiNews([property: Id(0)] ImmutableArray<KpiValue> Values, [property: Id(1)] ChangeToken Token);
