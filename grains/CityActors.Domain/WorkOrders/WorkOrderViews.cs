using CityActors.WorkOrders;

namespace CityActors.Domain.WorkOrders;

/// <summary>Work orders as others see them.</summary>
public static class WorkOrderViews
{
    /// <summary>All of it.</summary>
    public static WorkOrderState State(this WorkOrder order) => new(
        order.Id, order.Version, order.Position, order.Phase, order.Severity, order.Title, order.Description, order.Incident, order.Twin,
        order.Crew, order.DueAt, order.IsOverdue, order.NeedsEvidence, order.Evidence, order.Outcome, order.CreatedAt, order.CreatedBy,
        order.Last.At, order.Last.Actor, order.DoneAt, WorkOrderMoves.Allowed(order));
}
