using System.Text.Json.Serialization;
using CityActors.Alerts;

namespace CityActors.Domain.Alerts;

/// <summary>What has happened to an alert. Kept as JSON for ever: a word once given stays, members are only added.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(AlertRaised), "raised")]
[JsonDerivedType(typeof(AlertRepeated), "repeated")]
[JsonDerivedType(typeof(AlertReturned), "returned")]
[JsonDerivedType(typeof(AlertCleared), "cleared")]
[JsonDerivedType(typeof(AlertAcknowledged), "acknowledged")]
[JsonDerivedType(typeof(AlertAssigned), "assigned")]
[JsonDerivedType(typeof(AlertCommented), "commented")]
[JsonDerivedType(typeof(AlertShelved), "shelved")]
[JsonDerivedType(typeof(AlertUnshelved), "unshelved")]
[JsonDerivedType(typeof(AlertSuppressed), "suppressed")]
[JsonDerivedType(typeof(AlertUnsuppressed), "unsuppressed")]
[JsonDerivedType(typeof(AlertLinked), "linked")]
public abstract record AlertEvent
{
    /// <summary>Why; null when nothing was said.</summary>
    public string? Reason { get; init; }
}

/// <summary>The first breach.</summary>
/// <param name="Report">What the fold said.</param>
/// <param name="Title">Name of the rule.</param>
/// <param name="Correlator">Who folds it to incidents, <c>{family}|{area}</c>: it stays, also when zones are cut anew.</param>
public sealed record AlertRaised(AlertReport Report, string Title, string Correlator) : AlertEvent;

/// <summary>Another breach in the episode.</summary>
public sealed record AlertRepeated(AlertReport Report) : AlertEvent;

/// <summary>It is normal again.</summary>
public sealed record AlertReturned(AlertReport Report) : AlertEvent;

/// <summary>The episode is over.</summary>
public sealed record AlertCleared(AlertReport Report) : AlertEvent;

/// <summary>Somebody has seen it.</summary>
public sealed record AlertAcknowledged : AlertEvent;

/// <summary>Somebody deals with it; null: nobody does.</summary>
public sealed record AlertAssigned(string? Assignee) : AlertEvent;

/// <summary>Somebody wrote a comment.</summary>
public sealed record AlertCommented(string Text) : AlertEvent;

/// <summary>It was put aside until a time, UTC.</summary>
public sealed record AlertShelved(DateTimeOffset Until) : AlertEvent;

/// <summary>It came back: by hand, or because the time was over.</summary>
public sealed record AlertUnshelved(bool IsExpired) : AlertEvent;

/// <summary>A suppression window hides it.</summary>
public sealed record AlertSuppressed(string Window) : AlertEvent;

/// <summary>No suppression window hides it any more.</summary>
public sealed record AlertUnsuppressed : AlertEvent;

/// <summary>It belongs to an incident; null: to none.</summary>
public sealed record AlertLinked(string? Incident) : AlertEvent;
