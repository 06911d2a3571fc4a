using System.Collections.Immutable;
using CityActors.Cases;

namespace CityActors.WorkOrders;

/// <summary>
/// The work orders of the city, searched and counted by tables that stand where the case store stands. Keyed by 0; stateless.
/// </summary>
[Alias("city.IWorkOrdersGrain")]
public interface IWorkOrdersGrain : IGrainWithIntegerKey
{
    /// <summary>A page, newest first.</summary>
    [Alias("List")]
    Task<WorkOrderPage> List(WorkOrderQuery query);

    /// <summary>How many there are of each phase, of those that the query names.</summary>
    [Alias("Count")]
    Task<ImmutableArray<WorkOrderCount>> Count(WorkOrderQuery query);
}

/// <summary>What to look for. Parts that are null or empty do not restrict.</summary>
/// <param name="Phases">Any of these.</param>
/// <param name="Severities">Any of these.</param>
/// <param name="Crew">Id of the crew; empty text: those that nobody has.</param>
/// <param name="Incident">Incident.</param>
/// <param name="Twin">URN of the twin.</param>
/// <param name="IsOverdue">True: overdue ones only; false: the others.</param>
/// <param name="Text">Words in title or description, with or without diacritics.</param>
/// <param name="After">Where the page goes on, as the last page said.</param>
/// <param name="Most">1-500.</param>
/// <param name="AtLeast">Position of the case store that must be in the answer; null: as it stands.</param>
[GenerateSerializer, Immutable, Alias("city.WorkOrderQuery")]
public sealed record WorkOrderQuery(
    [property: Id(0)] ImmutableArray<WorkOrderPhase> Phases,
    [property: Id(1)] ImmutableArray<Severity> Severities,
    [property: Id(2)] string? Crew,
    [property: Id(3)] string? Incident,
    [property: Id(4)] string? Twin,
    [property: Id(5)] bool? IsOverdue,
    [property: Id(6)] string? Text,
    [property: Id(7)] string? After,
    [property: Id(8)] int Most,
    [property: Id(9)] long? AtLeast)
{
    /// <summary>All of them, a hundred a page.</summary>
    public static WorkOrderQuery All { get; } = new([], [], null, null, null, null, null, null, 100, null);
}

/// <summary>A page of work orders.</summary>
/// <param name="WorkOrders">Newest first.</param>
/// <param name="Next">Hand in as <see cref="WorkOrderQuery.After"/>; null: that was the last.</param>
/// <param name="Total">How many match in all.</param>
/// <param name="Position">Position of the case store that the page was read at.</param>
[GenerateSerializer, Immutable, Alias("city.WorkOrderPage")]
public sealed record WorkOrderPage(
    [property: Id(0)] ImmutableArray<WorkOrderState> WorkOrders,
    [property: Id(1)] string? Next,
    [property: Id(2)] long Total,
    [property: Id(3)] long Position);

/// <summary>How many work orders there are of a phase.</summary>
[GenerateSerializer, Immutable, Alias("city.WorkOrderCount")]
public readonly record struct WorkOrderCount([property: Id(0)] WorkOrderPhase Phase, [property: Id(1)] long Count);
