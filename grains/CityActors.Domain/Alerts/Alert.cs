using CityActors.Alerts;
using CityActors.Cases;

namespace CityActors.Domain.Alerts;

/// <summary>An alert as its events make it. Applying an event decides nothing and never fails.</summary>
public sealed record Alert
{
    /// <summary>Its id.</summary>
    public required string Episode { get; init; }

    /// <summary>Name of the rule.</summary>
    public required string Title { get; init; }

    /// <summary>Who folds it to incidents.</summary>
    public required string Correlator { get; init; }

    /// <summary>The first breach.</summary>
    public required AlertReport First { get; init; }

    /// <summary>The newest breach.</summary>
    public required AlertReport Breach { get; init; }

    /// <summary>The newest thing that the fold said of it.</summary>
    public required AlertReport Newest { get; init; }

    /// <summary>Number of the newest event.</summary>
    public long Version { get; init; }

    /// <summary>Its position in the case store.</summary>
    public long Position { get; init; }

    /// <summary>When it was normal again; null while the rule is broken.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>When the episode was over; null until then.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>The acknowledgement that counts.</summary>
    public TimelineEntry? Acknowledged { get; init; }

    /// <summary>Who deals with it.</summary>
    public string? Assignee { get; init; }

    /// <summary>The move that shelved it.</summary>
    public TimelineEntry? Shelved { get; init; }

    /// <summary>Until when it is shelved; null when it is not.</summary>
    public DateTimeOffset? ShelvedUntil { get; init; }

    /// <summary>Suppression window that hides it.</summary>
    public string? Suppression { get; init; }

    /// <summary>Incident that it belongs to.</summary>
    public string? Incident { get; init; }

    /// <summary>Number of comments.</summary>
    public int Comments { get; init; }

    /// <summary>The newest event.</summary>
    public required TimelineEntry Last { get; init; }

    /// <summary>How far it is.</summary>
    public AlertPhase Phase => (ClearedAt, ReturnedAt, Acknowledged) switch
    {
        ({ }, _, _) => AlertPhase.Cleared,
        (_, { }, null) => AlertPhase.ReturnedUnacknowledged,
        (_, { }, _) => AlertPhase.Returned,
        (_, _, null) => AlertPhase.Unacknowledged,
        _ => AlertPhase.Acknowledged,
    };

    /// <summary>Whether it asks to be folded to an incident: not over, and not hidden by a suppression window.</summary>
    public bool IsStanding => ClearedAt is null && Suppression is null;

    /// <summary>Whether the fold's report was heard already.</summary>
    public bool HasHeard(AlertReport report) =>
        (report.Sequence, report.Index).CompareTo((Newest.Sequence, Newest.Index)) <= 0;
}
