using System.Collections.Immutable;

namespace CityActors.Cases;

/// <summary>
/// What happens to alerts, incidents and work orders, in the order in which it became durable. Keyed by 0; stateless: it reads the case
/// store, so that anybody may begin anywhere.
/// </summary>
[Alias("city.ICaseFeedGrain")]
public interface ICaseFeedGrain : IGrainWithIntegerKey
{
    /// <summary>Position of the newest event; 0 when there is none.</summary>
    [Alias("Now")]
    Task<long> Now();

    /// <summary>
    /// Every event after a position, then the new ones as they happen, without gap or repeat; ends only when cancelled. To resume, hand
    /// in <see cref="CaseNews.Position"/> of the last one that was dealt with. A slow reader costs disk, not memory.
    /// </summary>
    /// <param name="kinds">Only these (<see cref="CaseKinds"/>); empty: all.</param>
    /// <param name="after">Position; null: from now on.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <exception cref="ArgumentException">A kind is not known, or the position was never given out.</exception>
    [Alias("Changes")]
    IAsyncEnumerable<CaseNews> Changes(ImmutableArray<string> kinds, long? after = null, CancellationToken cancellationToken = default);
}

/// <summary>One event of an alert, an incident or a work order.</summary>
/// <param name="Position">Its place among the events of all cases, from 1, growing.</param>
/// <param name="Kind">Kind of the case, see <see cref="CaseKinds"/>.</param>
/// <param name="Id">Id of the case: episode, incident, work order.</param>
/// <param name="Version">Number of the event in its case, from 1.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who or what.</param>
/// <param name="What">A word, as in the timeline: <c>raised</c>, <c>acknowledged</c>, <c>opened</c>…</param>
/// <param name="Body">What else belongs to it, a JSON object.</param>
[GenerateSerializer, Immutable, Alias("city.CaseNews")]
public sealed record CaseNews(
    [property: Id(0)] long Position,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Id,
    [property: Id(3)] long Version,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string Actor,
    [property: Id(6)] string What,
    [property: Id(7)] string Body);
