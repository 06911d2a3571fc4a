using CityActors.Cases;
using Orleans.Concurrency;

namespace CityActors.Incidents;

/// <summary>
/// One incident: event-sourced, state first and then told. Keyed by the incident's id (<see cref="IncidentId"/>). An expected refusal is
/// an answer (<see cref="MoveAnswer"/>), never an exception. A repetition with the same key changes nothing and is answered the same.
/// </summary>
[Alias("city.IIncidentGrain")]
public interface IIncidentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Opens the incident for its cause, exactly once however often it is told: the key of this grain must be
    /// <see cref="IncidentId.Of"/> of the cause. Told again it changes nothing, whatever became of the incident: what came later is
    /// linked by <see cref="LinkAlerts"/>.
    /// </summary>
    [Alias("OpenFor")]
    Task<MoveAnswer> OpenFor(IncidentOpening opening, MoveOrder order);

    /// <summary>Makes a move.</summary>
    [Alias("Do")]
    Task<MoveAnswer> Do(IncidentAction action, MoveOrder order);

    /// <summary>Takes what another incident hands over: all of a merged one, or what was split off. Between incidents only.</summary>
    [Alias("Take")]
    Task<MoveAnswer> Take(IncidentTransfer transfer, MoveOrder order);

    /// <summary>The incident as it stands; null when there is none.</summary>
    [Alias("Read"), AlwaysInterleave]
    Task<IncidentState?> Read();

    /// <summary>A part of the timeline, oldest first.</summary>
    /// <param name="after">Version after which it starts; 0 from the beginning.</param>
    /// <param name="most">1-1,000.</param>
    [Alias("Timeline"), AlwaysInterleave]
    Task<TimelinePage> Timeline(long after, int most);
}
