using CityActors.WorkOrders;

namespace CityActors.Web.WorkOrders;

/// <summary>A move that somebody makes on the page of a work order.</summary>
/// <param name="Action">What.</param>
/// <param name="Reason">Why; null when nothing was said.</param>
/// <param name="Expected">Version that was looked at, where a newer one must not be overwritten; null: the state alone decides.</param>
public sealed record WorkMove(WorkOrderAction Action, string? Reason = null, long? Expected = null);
