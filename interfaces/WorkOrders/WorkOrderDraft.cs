using CityActors.Cases;

namespace CityActors.WorkOrders;

/// <summary>What a work order is written with.</summary>
/// <param name="Title">What is to be done, 1-200 characters.</param>
/// <param name="Description">How, at most 10,000 characters; null when the title says it.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Incident">Incident that it belongs to; null when it was written by hand.</param>
/// <param name="Twin">URN of the twin that is worked on; null when it is none.</param>
/// <param name="Crew">Crew that it is assigned to at once; null: nobody yet.</param>
/// <param name="DueAt">When it is to be done, UTC; null when there is no time for it.</param>
/// <param name="NeedsEvidence">Whether it can be done only with at least one attachment.</param>
[GenerateSerializer, Immutable, Alias("city.WorkOrderDraft")]
public sealed record WorkOrderDraft(
    [property: Id(0)] string Title,
    [property: Id(1)] string? Description,
    [property: Id(2)] Severity Severity,
    [property: Id(3)] string? Incident,
    [property: Id(4)] string? Twin,
    [property: Id(5)] string? Crew,
    [property: Id(6)] DateTimeOffset? DueAt,
    [property: Id(7)] bool NeedsEvidence);
