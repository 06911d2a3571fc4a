namespace CityActors.Cases;

/// <summary>
/// What goes with every move on an alert, an incident or a work order: why, on what picture it was decided, and the key by which a
/// repetition is known. Who makes it is the caller's (<see cref="Identity.Caller"/>); when, the city's clock says.
/// </summary>
/// <param name="Key">Idempotency key, 1-128 characters: the same key on the same case is done once, and answered the same again. Null:
/// every call is a move of its own.</param>
/// <param name="Reason">Why, at most 2,000 characters; some moves ask for it.</param>
/// <param name="Expected">Version that the mover looked at; another one is answered <see cref="MoveOutcome.Conflict"/>. Null: the state
/// alone decides whether the move can be made.</param>
[GenerateSerializer, Immutable, Alias("city.MoveOrder")]
public sealed record MoveOrder(
    [property: Id(0)] string? Key = null, [property: Id(1)] string? Reason = null, [property: Id(2)] long? Expected = null)
{
    /// <summary>No key, no reason, whatever the version.</summary>
    public static MoveOrder Plain { get; } = new();
}

/// <summary>What became of a move.</summary>
public enum MoveOutcome
{
    /// <summary>It is durable.</summary>
    Done = 0,

    /// <summary>It had been done before, or changes nothing.</summary>
    Unchanged = 1,

    /// <summary>It is not allowed as things stand; <see cref="MoveAnswer.Allowed"/> says what is.</summary>
    Refused = 2,

    /// <summary>Somebody else was first; <see cref="MoveAnswer.Last"/> says who, when and what.</summary>
    Conflict = 3,

    /// <summary>There is no such alert, incident or work order.</summary>
    NotFound = 4,

    /// <summary>The move itself is not as it should be: too long, empty, no id.</summary>
    Invalid = 5,
}

/// <summary>The answer to a move.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Id">Alert (episode), incident or work order.</param>
/// <param name="Version">Version it has now, from 1; 0 when there is none.</param>
/// <param name="Position">Position in the case store of its newest event; hand in as <c>atLeast</c> to read what was written.</param>
/// <param name="Detail">Sentence for people when it was not done: what was expected, what is; else null.</param>
/// <param name="Allowed">Names of the moves that are allowed now (as the API names them), when it was refused.</param>
/// <param name="Last">The newest move of somebody else that stands in the way of a <see cref="MoveOutcome.Conflict"/>.</param>
/// <param name="Made">Id of what the move made beside: the incident that was split off, else null.</param>
[GenerateSerializer, Immutable, Alias("city.MoveAnswer")]
public sealed record MoveAnswer(
    [property: Id(0)] MoveOutcome Outcome,
    [property: Id(1)] string Id,
    [property: Id(2)] long Version,
    [property: Id(3)] long Position,
    [property: Id(4)] string? Detail,
    [property: Id(5)] System.Collections.Immutable.ImmutableArray<string> Allowed,
    [property: Id(6)] TimelineEntry? Last,
    [property: Id(7)] string? Made)
{
    /// <summary>Whether what was asked for is so now.</summary>
    public bool IsDone => Outcome is MoveOutcome.Done or MoveOutcome.Unchanged;
}
