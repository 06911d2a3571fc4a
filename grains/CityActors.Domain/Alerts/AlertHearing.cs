using System.Collections.Immutable;
using CityActors.Alerts;

namespace CityActors.Domain.Alerts;

/// <summary>What follows for an alert from what the fold said.</summary>
public static class AlertHearing
{
    /// <summary>The events, none when it was heard before or the episode is over.</summary>
    /// <param name="alert">The alert; null: it is not there yet.</param>
    /// <param name="report">What the fold said.</param>
    /// <param name="title">Name of the rule.</param>
    /// <param name="correlator">Who folds it to incidents.</param>
    public static ImmutableArray<AlertEvent> Decide(Alert? alert, AlertReport report, string title, string correlator)
    {
        if (alert is not null)
        {
            return alert.ClearedAt is not null || alert.HasHeard(report) ? [] : [Later(report)];
        }

        // When what was first said is retained no more, the alert begins with what is left of it.
        var raised = new AlertRaised(report with { Kind = AlertReportKind.Raised }, title, correlator);
        return report.Kind is AlertReportKind.Raised or AlertReportKind.Repeated ? [raised] : [raised, Later(report)];
    }

    private static AlertEvent Later(AlertReport report) => report.Kind switch
    {
        AlertReportKind.Returned => new AlertReturned(report),
        AlertReportKind.Cleared => new AlertCleared(report),
        _ => new AlertRepeated(report),
    };
}
