using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Files;

namespace CityActors.WorkOrders;

/// <summary>A work order as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Number of its newest move, from 1.</param>
/// <param name="Position">Position of that in the case store.</param>
/// <param name="Phase">How far it is.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="Description">How; null when the title says it.</param>
/// <param name="Incident">Incident that it belongs to; null when it was written by hand.</param>
/// <param name="Twin">URN of the twin that is worked on; null when it is none.</param>
/// <param name="Crew">Crew that has it; null: nobody.</param>
/// <param name="DueAt">When it is to be done, UTC; null when there is no time for it.</param>
/// <param name="IsOverdue">Whether that has passed and it is not done; said once for each due time.</param>
/// <param name="NeedsEvidence">Whether it can be done only with at least one attachment.</param>
/// <param name="Evidence">Attached files.</param>
/// <param name="Outcome">What the crew says of what it did; null as long as it is not done.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="CreatedBy">Who wrote it.</param>
/// <param name="ChangedAt">UTC, of the newest move.</param>
/// <param name="ChangedBy">Who made that.</param>
/// <param name="DoneAt">UTC, null while it is not done.</param>
/// <param name="Allowed">Names of the moves of its phase that are allowed now.</param>
[GenerateSerializer, Immutable, Alias("city.WorkOrderState")]
public sealed record WorkOrderState(
    [property: Id(0)] string Id,
    [property: Id(1)] long Version,
    [property: Id(2)] long Position,
    [property: Id(3)] WorkOrderPhase Phase,
    [property: Id(4)] Severity Severity,
    [property: Id(5)] string Title,
    [property: Id(6)] string? Description,
    [property: Id(7)] string? Incident,
    [property: Id(8)] string? Twin,
    [property: Id(9)] string? Crew,
    [property: Id(10)] DateTimeOffset? DueAt,
    [property: Id(11)] bool IsOverdue,
    [property: Id(12)] bool NeedsEvidence,
    [property: Id(13)] ImmutableArray<Attachment> Evidence,
    [property: Id(14)] string? Outcome,
    [property: Id(15)] DateTimeOffset CreatedAt,
    [property: Id(16)] string CreatedBy,
    [property: Id(17)] DateTimeOffset ChangedAt,
    [property: Id(18)] string ChangedBy,
    [property: Id(19)] DateTimeOffset? DoneAt,
    [property: Id(20)] ImmutableArray<string> Allowed);
