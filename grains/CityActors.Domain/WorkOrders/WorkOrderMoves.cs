using System.Collections.Immutable;
using CityActors.WorkOrders;

namespace CityActors.Domain.WorkOrders;

/// <summary>Which moves a work order allows in which phase, by the names that the API has for them.</summary>
public static class WorkOrderMoves
{
    private static readonly ImmutableArray<string> Edits = ["reschedule", "describe", "attach", "detach", "note"];

    /// <summary>Name of a move; null for those that only the city makes.</summary>
    public static string? NameOf(WorkOrderAction action) => action switch
    {
        AssignWork => "assign",
        AcceptWork => "accept",
        RejectWork => "reject",
        StartWork => "start",
        FinishWork => "finish",
        VerifyWork => "verify",
        ReturnWork => "return",
        CancelWork => "cancel",
        RescheduleWork => "reschedule",
        DescribeWork => "describe",
        NoteWork => "note",
        AttachToWork => "attach",
        DetachFromWork => "detach",
        _ => null,
    };

    /// <summary>Whether a move needs a reason.</summary>
    public static bool NeedsReason(WorkOrderAction action) => action is RejectWork or ReturnWork or CancelWork;

    /// <summary>The moves that lead out of a phase, or, assigning anew, into it again.</summary>
    public static ImmutableArray<string> PhaseMoves(WorkOrderPhase phase) => phase switch
    {
        WorkOrderPhase.Created or WorkOrderPhase.Rejected => ["assign", "cancel"],
        WorkOrderPhase.Assigned => ["assign", "accept", "reject", "cancel"],
        WorkOrderPhase.Accepted => ["assign", "start", "reject", "cancel"],
        WorkOrderPhase.InProgress => ["finish", "cancel"],
        WorkOrderPhase.Done => ["verify", "return", "cancel"],
        _ => [],
    };

    /// <summary>All moves that are allowed now.</summary>
    public static ImmutableArray<string> Allowed(WorkOrder order) => order.IsPending
        ? [.. PhaseMoves(order.Phase), .. Edits]
        : order.Phase == WorkOrderPhase.Done ? [.. PhaseMoves(order.Phase), "attach", "note"] : ["note"];

    /// <summary>The phase that a move leads to; null when it leads nowhere.</summary>
    public static WorkOrderPhase? Target(WorkOrderAction action) => action switch
    {
        AssignWork => WorkOrderPhase.Assigned,
        AcceptWork => WorkOrderPhase.Accepted,
        RejectWork => WorkOrderPhase.Rejected,
        StartWork or ReturnWork => WorkOrderPhase.InProgress,
        FinishWork => WorkOrderPhase.Done,
        VerifyWork => WorkOrderPhase.Verified,
        CancelWork => WorkOrderPhase.Cancelled,
        _ => null,
    };
}
