using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents.Moves;

/// <summary>What a move comes to: events and what is to be told because of them, or why not.</summary>
/// <param name="Outcome">What became of it: <see cref="MoveOutcome.Done"/> with events, else without.</param>
/// <param name="Events">What happens, in its order; made durable all together.</param>
/// <param name="Tells">What is told because of it, made durable with it.</param>
/// <param name="Detail">Why not.</param>
/// <param name="Last">Who was first, of a conflict.</param>
/// <param name="Made">Id of what was made beside.</param>
public sealed record Decision<TEvent>(
    MoveOutcome Outcome, ImmutableArray<TEvent> Events, ImmutableArray<Tell> Tells, string? Detail = null, TimelineEntry? Last = null,
    string? Made = null)
{
    /// <summary>Nothing happens, because it is so already.</summary>
    public static Decision<TEvent> Nothing { get; } = new(MoveOutcome.Unchanged, [], []);

    /// <summary>This happens.</summary>
    public static Decision<TEvent> Do(params ImmutableArray<TEvent> events) => new(MoveOutcome.Done, events, []);

    /// <summary>It is not allowed now.</summary>
    public static Decision<TEvent> Refuse(string detail, TimelineEntry? last = null) => new(MoveOutcome.Refused, [], [], detail, last);

    /// <summary>Somebody was first.</summary>
    public static Decision<TEvent> Conflict(string detail, TimelineEntry? last) => new(MoveOutcome.Conflict, [], [], detail, last);

    /// <summary>The move is not as it should be.</summary>
    public static Decision<TEvent> Invalid(string detail) => new(MoveOutcome.Invalid, [], [], detail);

    /// <summary>There is no such thing.</summary>
    public static Decision<TEvent> NotFound(string detail) => new(MoveOutcome.NotFound, [], [], detail);
}
