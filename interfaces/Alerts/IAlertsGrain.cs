using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Log;

namespace CityActors.Alerts;

/// <summary>The alerts of the city, searched and counted by tables that stand where the case store stands. Keyed by 0; stateless.</summary>
[Alias("city.IAlertsGrain")]
public interface IAlertsGrain : IGrainWithIntegerKey
{
    /// <summary>A page, newest raised first.</summary>
    /// <exception cref="ArgumentException">The query is not as it should be; says what was expected.</exception>
    /// <exception cref="TimeoutException">The positions that were asked for were not reached in time.</exception>
    [Alias("List")]
    Task<AlertPage> List(AlertQuery query);

    /// <summary>How many there are, by phase and severity, of those that the query names.</summary>
    [Alias("Count")]
    Task<ImmutableArray<AlertCount>> Count(AlertQuery query);

    /// <summary>Makes the same move with several alerts, each for itself.</summary>
    /// <param name="episodes">1-500.</param>
    /// <param name="action">The move.</param>
    /// <param name="order">Its key counts for each alert; its expected version is not looked at.</param>
    /// <returns>An answer for each, in their order.</returns>
    [Alias("Do")]
    Task<ImmutableArray<MoveAnswer>> Do(ImmutableArray<string> episodes, AlertAction action, MoveOrder order);
}

/// <summary>What to look for. Parts that are null or empty do not restrict.</summary>
/// <param name="Phases">Any of these.</param>
/// <param name="Severities">Any of these.</param>
/// <param name="Family">Family.</param>
/// <param name="Zone">URN of a zone: alerts in it and in the zones below it.</param>
/// <param name="Twin">URN of the twin.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Assignee">Exactly this one; empty text: those that nobody deals with.</param>
/// <param name="Incident">Incident; empty text: those that belong to none.</param>
/// <param name="IsShelved">True: shelved ones only; false: the others.</param>
/// <param name="IsSuppressed">True: suppressed ones only; false: the others.</param>
/// <param name="RaisedFrom">Raised then or later, UTC.</param>
/// <param name="RaisedTo">Raised before, UTC.</param>
/// <param name="Text">Words in title, rule, twin or channel, with or without diacritics.</param>
/// <param name="After">Where the page goes on, as the last page said.</param>
/// <param name="Most">1-500.</param>
/// <param name="AtLeast">Position of the case store that must be in the answer; null: as it stands.</param>
/// <param name="Heard">Positions of the city log whose alerts must be in the answer.</param>
[GenerateSerializer, Immutable, Alias("city.AlertQuery")]
public sealed record AlertQuery(
    [property: Id(0)] ImmutableArray<AlertPhase> Phases,
    [property: Id(1)] ImmutableArray<Severity> Severities,
    [property: Id(2)] string? Family,
    [property: Id(3)] string? Zone,
    [property: Id(4)] string? Twin,
    [property: Id(5)] string? Rule,
    [property: Id(6)] string? Assignee,
    [property: Id(7)] string? Incident,
    [property: Id(8)] bool? IsShelved,
    [property: Id(9)] bool? IsSuppressed,
    [property: Id(10)] DateTimeOffset? RaisedFrom,
    [property: Id(11)] DateTimeOffset? RaisedTo,
    [property: Id(12)] string? Text,
    [property: Id(13)] string? After,
    [property: Id(14)] int Most,
    [property: Id(15)] long? AtLeast,
    [property: Id(16)] ImmutableArray<LogPosition> Heard)
{
    /// <summary>All of them, a hundred a page.</summary>
    public static AlertQuery All { get; } =
        new([], [], null, null, null, null, null, null, null, null, null, null, null, null, 100, null, []);
}

/// <summary>A page of alerts.</summary>
/// <param name="Alerts">Newest raised first.</param>
/// <param name="Next">Hand in as <see cref="AlertQuery.After"/>; null: that was the last.</param>
/// <param name="Total">How many match in all.</param>
/// <param name="Position">Position of the case store that the page was read at.</param>
[GenerateSerializer, Immutable, Alias("city.AlertPage")]
public sealed record AlertPage(
    [property: Id(0)] ImmutableArray<AlertState> Alerts,
    [property: Id(1)] string? Next,
    [property: Id(2)] long Total,
    [property: Id(3)] long Position);

/// <summary>How many alerts there are of a phase and severity.</summary>
[GenerateSerializer, Immutable, Alias("city.AlertCount")]
public readonly record struct AlertCount(
    [property: Id(0)] AlertPhase Phase, [property: Id(1)] Severity Severity, [property: Id(2)] long Count);
