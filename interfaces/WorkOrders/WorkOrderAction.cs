using CityActors.Cases;
using CityActors.Files;

namespace CityActors.WorkOrders;

/// <summary>A move of a work order.</summary>
[GenerateSerializer, Immutable, Alias("city.WorkOrderAction")]
public abstract record WorkOrderAction;

/// <summary>Gives it to a crew. From created, assigned, accepted or rejected.</summary>
/// <param name="Crew">Id of a crew that is known.</param>
[GenerateSerializer, Immutable, Alias("city.AssignWork")]
public sealed record AssignWork([property: Id(0)] string Crew) : WorkOrderAction;

/// <summary>The crew takes it. From assigned.</summary>
[GenerateSerializer, Immutable, Alias("city.AcceptWork")]
public sealed record AcceptWork : WorkOrderAction;

/// <summary>The crew does not take it; needs a reason. From assigned or accepted.</summary>
[GenerateSerializer, Immutable, Alias("city.RejectWork")]
public sealed record RejectWork : WorkOrderAction;

/// <summary>The crew begins. From accepted.</summary>
[GenerateSerializer, Immutable, Alias("city.StartWork")]
public sealed record StartWork : WorkOrderAction;

/// <summary>The crew says that it is done and what it did. From in progress; with evidence where the order asks for it.</summary>
/// <param name="Outcome">1-10,000 characters.</param>
[GenerateSerializer, Immutable, Alias("city.FinishWork")]
public sealed record FinishWork([property: Id(0)] string Outcome) : WorkOrderAction;

/// <summary>Somebody has looked at it and closes it. From done.</summary>
[GenerateSerializer, Immutable, Alias("city.VerifyWork")]
public sealed record VerifyWork : WorkOrderAction;

/// <summary>It is not done yet: back in progress; needs a reason. From done.</summary>
[GenerateSerializer, Immutable, Alias("city.ReturnWork")]
public sealed record ReturnWork : WorkOrderAction;

/// <summary>It is not to be done any more; needs a reason. Until it is verified.</summary>
[GenerateSerializer, Immutable, Alias("city.CancelWork")]
public sealed record CancelWork : WorkOrderAction;

/// <summary>Changes when it is to be done; null: no time. Until it is done.</summary>
[GenerateSerializer, Immutable, Alias("city.RescheduleWork")]
public sealed record RescheduleWork([property: Id(0)] DateTimeOffset? DueAt) : WorkOrderAction;

/// <summary>Changes what is to be done and how urgent it is. Until it is done.</summary>
[GenerateSerializer, Immutable, Alias("city.DescribeWork")]
public sealed record DescribeWork(
    [property: Id(0)] string Title,
    [property: Id(1)] string? Description,
    [property: Id(2)] Severity Severity,
    [property: Id(3)] bool NeedsEvidence) : WorkOrderAction;

/// <summary>Writes a note into the timeline, also at the end.</summary>
/// <param name="Text">1-10,000 characters.</param>
[GenerateSerializer, Immutable, Alias("city.NoteWork")]
public sealed record NoteWork([property: Id(0)] string Text) : WorkOrderAction;

/// <summary>Attaches evidence: a file that is kept already. At most 100.</summary>
[GenerateSerializer, Immutable, Alias("city.AttachToWork")]
public sealed record AttachToWork([property: Id(0)] Attachment Attachment) : WorkOrderAction;

/// <summary>Takes evidence away, as long as it is not done; the timeline keeps its name and checksum.</summary>
[GenerateSerializer, Immutable, Alias("city.DetachFromWork")]
public sealed record DetachFromWork([property: Id(0)] string Checksum) : WorkOrderAction;

/// <summary>
/// Says that a due time has passed. The city's own: told by the sweep of due times; it changes something once for each due time, and
/// only when that is the order's due time still.
/// </summary>
[GenerateSerializer, Immutable, Alias("city.TellOverdue")]
public sealed record TellOverdue([property: Id(0)] DateTimeOffset DueAt) : WorkOrderAction;
