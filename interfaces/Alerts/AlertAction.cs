namespace CityActors.Alerts;

/// <summary>A move of an alert. Which ones are allowed when: <see cref="AlertState.Allowed"/> and the answer to a refused one.</summary>
[GenerateSerializer, Immutable, Alias("city.AlertAction")]
public abstract record AlertAction;

/// <summary>Says that it was seen. The second who says so is told who was first; a new breach in the episode asks for it again.</summary>
[GenerateSerializer, Immutable, Alias("city.AcknowledgeAlert")]
public sealed record AcknowledgeAlert : AlertAction;

/// <summary>Says who deals with it; null: nobody does. Until it is cleared.</summary>
/// <param name="Assignee">1-100 characters.</param>
[GenerateSerializer, Immutable, Alias("city.AssignAlert")]
public sealed record AssignAlert([property: Id(0)] string? Assignee) : AlertAction;

/// <summary>Writes a comment into the timeline, also of a cleared one.</summary>
/// <param name="Text">1-10,000 characters.</param>
[GenerateSerializer, Immutable, Alias("city.CommentAlert")]
public sealed record CommentAlert([property: Id(0)] string Text) : AlertAction;

/// <summary>
/// Puts it aside until a time; it comes back by itself then. Needs a reason. Until it is cleared, and only when it is not shelved
/// already.
/// </summary>
/// <param name="Until">UTC, after now and at most 31 days ahead.</param>
[GenerateSerializer, Immutable, Alias("city.ShelveAlert")]
public sealed record ShelveAlert([property: Id(0)] DateTimeOffset Until) : AlertAction;

/// <summary>Brings a shelved one back.</summary>
[GenerateSerializer, Immutable, Alias("city.UnshelveAlert")]
public sealed record UnshelveAlert : AlertAction;

/// <summary>
/// Says to which incident it belongs; null: to none. The city's own: told by the correlator, and by incidents that were merged or split.
/// Never refused.
/// </summary>
[GenerateSerializer, Immutable, Alias("city.LinkAlert")]
public sealed record LinkAlert([property: Id(0)] string? Incident) : AlertAction;
