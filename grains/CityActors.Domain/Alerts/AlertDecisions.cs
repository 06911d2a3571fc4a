using CityActors.Alerts;
using CityActors.Cases;

namespace CityActors.Domain.Alerts;

/// <summary>Decides on moves of operators.</summary>
public static class AlertDecisions
{
    /// <summary>Longest comment, characters.</summary>
    public const int TextMax = 10_000;

    /// <summary>Longest name of somebody, characters.</summary>
    public const int NameMax = 100;

    /// <summary>Longest reason, characters.</summary>
    public const int ReasonMax = 2_000;

    /// <summary>How long a shelving may last.</summary>
    public static readonly TimeSpan ShelvingMax = TimeSpan.FromDays(31);

    /// <summary>Decides.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="action">The move.</param>
    /// <param name="order">What goes with it.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="now">UTC.</param>
    public static AlertDecision Decide(Alert alert, AlertAction action, MoveOrder order, string actor, DateTimeOffset now)
    {
        if (order.Reason?.Length > ReasonMax)
        {
            return AlertDecision.Invalid($"Expected a reason of at most {ReasonMax:N0} characters, got {order.Reason.Length:N0}.");
        }

        if (order.Expected is { } expected && expected != alert.Version)
        {
            return AlertDecision.Conflict($"Expected version {expected}, the alert is at {alert.Version}.", alert.Last);
        }

        var decision = action switch
        {
            AcknowledgeAlert => Acknowledge(alert, actor),
            AssignAlert assign => Assign(alert, assign),
            CommentAlert comment => Comment(comment),
            ShelveAlert shelve => Shelve(alert, shelve, order, actor, now),
            UnshelveAlert => alert.Shelved is null
                ? AlertDecision.Refused("The alert is not shelved.") : AlertDecision.Done(new AlertUnshelved(IsExpired: false)),
            LinkAlert link => link.Incident == alert.Incident
                ? AlertDecision.Unchanged : AlertDecision.Done(new AlertLinked(link.Incident)),
            _ => AlertDecision.Invalid($"'{action.GetType().Name}' is no move of an alert."),
        };
        return decision with { Events = [.. decision.Events.Select(happened => happened with { Reason = order.Reason })] };
    }

    private static AlertDecision Acknowledge(Alert alert, string actor) => alert.Acknowledged switch
    {
        null => AlertDecision.Done(new AlertAcknowledged()),
        { } first when first.Actor == actor => AlertDecision.Unchanged,
        { } first => AlertDecision.Conflict($"{first.Actor} acknowledged it at {first.At:O}.", first),
    };

    private static AlertDecision Assign(Alert alert, AssignAlert assign)
    {
        if (assign.Assignee is { Length: 0 or > NameMax })
        {
            return AlertDecision.Invalid($"Expected an assignee of 1-{NameMax} characters, got {assign.Assignee.Length}.");
        }

        return alert switch
        {
            { ClearedAt: not null } => AlertDecision.Refused("The alert is cleared."),
            _ when alert.Assignee == assign.Assignee => AlertDecision.Unchanged,
            _ => AlertDecision.Done(new AlertAssigned(assign.Assignee)),
        };
    }

    private static AlertDecision Comment(CommentAlert comment) => comment.Text?.Length is > 0 and <= TextMax
        ? AlertDecision.Done(new AlertCommented(comment.Text))
        : AlertDecision.Invalid($"Expected a comment of 1-{TextMax:N0} characters, got {comment.Text?.Length ?? 0:N0}.");

    private static AlertDecision Shelve(Alert alert, ShelveAlert shelve, MoveOrder order, string actor, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(order.Reason))
        {
            return AlertDecision.Invalid("Expected a reason for shelving, got none.");
        }

        if (shelve.Until <= now || shelve.Until > now + ShelvingMax)
        {
            return AlertDecision.Invalid(
                $"Expected a time after {now:O} and at most {ShelvingMax.TotalDays:0} days later, got {shelve.Until:O}.");
        }

        return alert switch
        {
            { ClearedAt: not null } => AlertDecision.Refused("The alert is cleared."),
            { Shelved: null } => AlertDecision.Done(new AlertShelved(shelve.Until.ToUniversalTime())),
            { Shelved: { } first } when first.Actor != actor =>
                AlertDecision.Conflict($"{first.Actor} shelved it at {first.At:O} until {alert.ShelvedUntil:O}.", first),
            _ when alert.ShelvedUntil == shelve.Until => AlertDecision.Unchanged,
            _ => AlertDecision.Refused($"The alert is shelved until {alert.ShelvedUntil:O} already."),
        };
    }
}
