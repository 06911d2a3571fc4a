namespace CityActors.WorkOrders;

/// <summary>
/// How far a work order is. The way: created, assigned, accepted, in progress, done, verified. A crew may reject it, and it is assigned
/// anew; what is done may be sent back; until it is verified it may be cancelled.
/// </summary>
public enum WorkOrderPhase
{
    /// <summary>Written, and nobody has it yet.</summary>
    Created = 1,

    /// <summary>A crew has it and has not said whether it takes it.</summary>
    Assigned = 2,

    /// <summary>The crew takes it.</summary>
    Accepted = 3,

    /// <summary>The crew is at it.</summary>
    InProgress = 4,

    /// <summary>The crew says that it is done.</summary>
    Done = 5,

    /// <summary>Somebody has looked at it and closed it. The end.</summary>
    Verified = 6,

    /// <summary>The crew does not take it; it waits to be assigned anew.</summary>
    Rejected = 7,

    /// <summary>It is not to be done any more. The end.</summary>
    Cancelled = 8,
}
