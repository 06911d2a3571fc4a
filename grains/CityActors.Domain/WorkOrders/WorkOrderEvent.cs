using System.Text.Json.Serialization;
using CityActors.Cases;
using CityActors.Files;
using CityActors.WorkOrders;

namespace CityActors.Domain.WorkOrders;

/// <summary>What has happened to a work order. Kept as JSON for ever: a word once given stays, members are only added.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(WorkCreated), "created")]
[JsonDerivedType(typeof(WorkAssigned), "assigned")]
[JsonDerivedType(typeof(WorkAccepted), "accepted")]
[JsonDerivedType(typeof(WorkRejected), "rejected")]
[JsonDerivedType(typeof(WorkStarted), "started")]
[JsonDerivedType(typeof(WorkDone), "done")]
[JsonDerivedType(typeof(WorkVerified), "verified")]
[JsonDerivedType(typeof(WorkReturned), "returned")]
[JsonDerivedType(typeof(WorkCancelled), "cancelled")]
[JsonDerivedType(typeof(WorkRescheduled), "rescheduled")]
[JsonDerivedType(typeof(WorkDescribed), "described")]
[JsonDerivedType(typeof(WorkNoted), "noted")]
[JsonDerivedType(typeof(EvidenceAttached), "attached")]
[JsonDerivedType(typeof(EvidenceDetached), "detached")]
[JsonDerivedType(typeof(WorkOverdue), "overdue")]
public abstract record WorkOrderEvent;

/// <summary>It was written.</summary>
public sealed record WorkCreated(WorkOrderDraft Draft) : WorkOrderEvent;

/// <summary>A crew has it.</summary>
public sealed record WorkAssigned(string Crew) : WorkOrderEvent;

/// <summary>The crew takes it.</summary>
public sealed record WorkAccepted : WorkOrderEvent;

/// <summary>The crew does not take it.</summary>
public sealed record WorkRejected : WorkOrderEvent;

/// <summary>The crew is at it.</summary>
public sealed record WorkStarted : WorkOrderEvent;

/// <summary>The crew says that it is done, and what it did.</summary>
public sealed record WorkDone(string Outcome) : WorkOrderEvent;

/// <summary>Somebody has looked at it.</summary>
public sealed record WorkVerified : WorkOrderEvent;

/// <summary>It was not done after all.</summary>
public sealed record WorkReturned : WorkOrderEvent;

/// <summary>It is not to be done any more.</summary>
public sealed record WorkCancelled : WorkOrderEvent;

/// <summary>It is to be done at another time; null: at none.</summary>
public sealed record WorkRescheduled(DateTimeOffset? DueAt) : WorkOrderEvent;

/// <summary>What is to be done was changed.</summary>
public sealed record WorkDescribed(string Title, string? Description, Severity Severity, bool NeedsEvidence) : WorkOrderEvent;

/// <summary>Somebody wrote a note.</summary>
public sealed record WorkNoted(string Text) : WorkOrderEvent;

/// <summary>Evidence was attached.</summary>
public sealed record EvidenceAttached(Attachment Attachment) : WorkOrderEvent;

/// <summary>Evidence was taken away.</summary>
public sealed record EvidenceDetached(Attachment Attachment) : WorkOrderEvent;

/// <summary>Its time has passed.</summary>
public sealed record WorkOverdue(DateTimeOffset DueAt) : WorkOrderEvent;
