using CityActors.Cases;
using Orleans.Concurrency;

namespace CityActors.WorkOrders;

/// <summary>
/// One work order: event-sourced, state first and then told. Keyed by its id (<see cref="WorkOrderId"/>). An expected refusal is an
/// answer, never an exception. A repetition with the same key changes nothing and is answered the same.
/// </summary>
[Alias("city.IWorkOrderGrain")]
public interface IWorkOrderGrain : IGrainWithStringKey
{
    /// <summary>Writes the order, once. Its incident, when it has one, is told until it knows.</summary>
    [Alias("Create")]
    Task<MoveAnswer> Create(WorkOrderDraft draft, MoveOrder order);

    /// <summary>Makes a move.</summary>
    [Alias("Do")]
    Task<MoveAnswer> Do(WorkOrderAction action, MoveOrder order);

    /// <summary>The order as it stands; null when there is none.</summary>
    [Alias("Read"), AlwaysInterleave]
    Task<WorkOrderState?> Read();

    /// <summary>A part of its timeline, oldest first.</summary>
    /// <param name="after">Version after which it starts; 0 from the beginning.</param>
    /// <param name="most">1-1,000.</param>
    [Alias("Timeline"), AlwaysInterleave]
    Task<TimelinePage> Timeline(long after, int most);
}
