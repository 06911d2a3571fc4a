using System.Collections.Immutable;
using CityActors.Cases;

namespace CityActors.Domain.Alerts;

/// <summary>What becomes of a move: events, or why there are none.</summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Events">What happens; only when it is done.</param>
/// <param name="Detail">Sentence for people when it is not done.</param>
/// <param name="Last">The move of somebody else that stands in the way.</param>
public sealed record AlertDecision(
    MoveOutcome Outcome, ImmutableArray<AlertEvent> Events, string? Detail = null, TimelineEntry? Last = null)
{
    /// <summary>Nothing changes.</summary>
    public static AlertDecision Unchanged { get; } = new(MoveOutcome.Unchanged, []);

    /// <summary>It is done.</summary>
    public static AlertDecision Done(AlertEvent happened) => new(MoveOutcome.Done, [happened]);

    /// <summary>It is not allowed as things stand.</summary>
    public static AlertDecision Refused(string detail) => new(MoveOutcome.Refused, [], detail);

    /// <summary>The move is not as it should be.</summary>
    public static AlertDecision Invalid(string detail) => new(MoveOutcome.Invalid, [], detail);

    /// <summary>Somebody else was first.</summary>
    public static AlertDecision Conflict(string detail, TimelineEntry first) => new(MoveOutcome.Conflict, [], detail, first);
}
