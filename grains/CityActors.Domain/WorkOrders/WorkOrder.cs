using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Files;
using CityActors.Incidents;
using CityActors.WorkOrders;

namespace CityActors.Domain.WorkOrders;

/// <summary>A work order as its events make it. Applying an event decides nothing and never fails.</summary>
public sealed record WorkOrder
{
    public required string Id { get; init; }

    public long Version { get; init; }

    public long Position { get; init; }

    public WorkOrderPhase Phase { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public Severity Severity { get; init; }

    public string? Incident { get; init; }

    public string? Twin { get; init; }

    public string? Crew { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The due time whose passing was said.</summary>
    public DateTimeOffset? SaidDue { get; init; }

    public bool NeedsEvidence { get; init; }

    public ImmutableArray<Attachment> Evidence { get; init; } = [];

    public string? Outcome { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The newest move.</summary>
    public required TimelineEntry Last { get; init; }

    /// <summary>The move that brought it into its phase.</summary>
    public required TimelineEntry PhaseMove { get; init; }

    /// <summary>Whether its time still matters: it is neither done nor cancelled.</summary>
    public bool IsPending => Phase is not (WorkOrderPhase.Done or WorkOrderPhase.Verified or WorkOrderPhase.Cancelled);

    /// <summary>When it has to be looked at because its time passes; null when not at all.</summary>
    public DateTimeOffset? NextDue => IsPending && DueAt != SaidDue ? DueAt : null;

    /// <summary>Whether its time has passed while it matters.</summary>
    public bool IsOverdue => IsPending && DueAt is not null && DueAt == SaidDue;
}
