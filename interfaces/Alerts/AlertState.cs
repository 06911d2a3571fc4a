using System.Collections.Immutable;
using CityActors.Cases;

namespace CityActors.Alerts;

/// <summary>An alert as it stands: one episode of a rule and a twin, from the first breach until it stays normal.</summary>
/// <param name="Episode">Its id: position of the first breach and index there, <c>{generation}.{partition}.{sequence}.{index}</c>.</param>
/// <param name="Version">Number of its newest event, from 1.</param>
/// <param name="Position">Position of that in the case store.</param>
/// <param name="Phase">How far it is.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">Name of the rule in Vietnamese; its id when it has none.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="RuleVersion">Version of the rule that was broken.</param>
/// <param name="Family">Family of the rule: <c>flood</c>, <c>air</c>…</param>
/// <param name="Twin">URN of the twin.</param>
/// <param name="Channel">Channel of the twin.</param>
/// <param name="Zone">URN of the zone that the twin was bound to; null outside every zone.</param>
/// <param name="Longitude">WGS 84 degrees; null when the twin has no place.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Value">Newest value that broke the rule, as text.</param>
/// <param name="Unit">Its unit, UN/CEFACT code; null when it has none.</param>
/// <param name="Count">Breaches in the episode, from 1.</param>
/// <param name="RaisedAt">Device time of the first breach, UTC.</param>
/// <param name="ChangedAt">Newest event, UTC.</param>
/// <param name="ChangedBy">Who or what made that.</param>
/// <param name="ReturnedAt">Device time at which it was normal again; null while the rule is broken.</param>
/// <param name="ClearedAt">Device time at which the episode was over; null until then.</param>
/// <param name="Acknowledgement">Who acknowledged it, when and why; null when nobody has, or a new breach came after that.</param>
/// <param name="Assignee">Who deals with it; null when nobody does.</param>
/// <param name="Shelving">By whom, until when and why it is shelved; null when it is not.</param>
/// <param name="Suppression">Id of the suppression window that hides it; null when none does.</param>
/// <param name="Incident">Incident that it was folded to; null as long as there is none.</param>
/// <param name="Comments">Number of comments.</param>
/// <param name="Allowed">Names of the moves that are allowed now, as the API names them.</param>
[GenerateSerializer, Immutable, Alias("city.AlertState")]
public sealed record AlertState(
    [property: Id(0)] string Episode,
    [property: Id(1)] long Version,
    [property: Id(2)] long Position,
    [property: Id(3)] AlertPhase Phase,
    [property: Id(4)] Severity Severity,
    [property: Id(5)] string Title,
    [property: Id(6)] string Rule,
    [property: Id(7)] int RuleVersion,
    [property: Id(8)] string Family,
    [property: Id(9)] string Twin,
    [property: Id(10)] string Channel,
    [property: Id(11)] string? Zone,
    [property: Id(12)] double? Longitude,
    [property: Id(13)] double? Latitude,
    [property: Id(14)] string? Value,
    [property: Id(15)] string? Unit,
    [property: Id(16)] int Count,
    [property: Id(17)] DateTimeOffset RaisedAt,
    [property: Id(18)] DateTimeOffset ChangedAt,
    [property: Id(19)] string ChangedBy,
    [property: Id(20)] DateTimeOffset? ReturnedAt,
    [property: Id(21)] DateTimeOffset? ClearedAt,
    [property: Id(22)] AlertMark? Acknowledgement,
    [property: Id(23)] string? Assignee,
    [property: Id(24)] AlertShelving? Shelving,
    [property: Id(25)] string? Suppression,
    [property: Id(26)] string? Incident,
    [property: Id(27)] int Comments,
    [property: Id(28)] ImmutableArray<string> Allowed);

/// <summary>Who did something, when and why.</summary>
[GenerateSerializer, Immutable, Alias("city.AlertMark")]
public sealed record AlertMark(
    [property: Id(0)] string Actor, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string? Reason);

/// <summary>A shelving.</summary>
/// <param name="Actor">Who shelved it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When it comes back by itself, UTC.</param>
[GenerateSerializer, Immutable, Alias("city.AlertShelving")]
public sealed record AlertShelving(
    [property: Id(0)] string Actor,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Reason,
    [property: Id(3)] DateTimeOffset Until);
