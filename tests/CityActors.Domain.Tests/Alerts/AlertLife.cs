using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts;
using CityActors.Domain.Cases;

namespace CityActors.Domain.Tests.Alerts;

/// <summary>An alert that lives through reports and moves, with all its events kept.</summary>
internal sealed class AlertLife
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly List<Recorded<AlertEvent>> events = [];
    private int sequence;

    public Alert? Alert { get; private set; }

    public DateTimeOffset Now { get; set; } = Start;

    public IReadOnlyList<Recorded<AlertEvent>> Events => events;

    /// <summary>The alert that its events make when they are read again.</summary>
    public Alert? Replayed => events.Aggregate(default(Alert), static (alert, each) => AlertFold.Apply("1.2.3.0", alert, each));

    /// <summary>The fold says something.</summary>
    public AlertLife Hear(AlertReportKind kind) => Hear(Report(kind, ++sequence));

    public AlertLife Hear(AlertReport report)
    {
        foreach (var happened in AlertHearing.Decide(Alert, report, "Mực nước", "flood|z"))
        {
            Happen(happened, "rule:bd1");
        }

        return this;
    }

    /// <summary>Somebody makes a move.</summary>
    public AlertDecision Do(AlertAction action, string actor = "lan", MoveOrder? order = null)
    {
        var decision = AlertDecisions.Decide(Alert!, action, order ?? new MoveOrder(null, "vì thử"), actor, Now);
        foreach (var happened in decision.Events)
        {
            Happen(happened, actor);
        }

        return decision;
    }

    /// <summary>Time and windows are looked at.</summary>
    public void Reconsider(string? window)
    {
        foreach (var happened in AlertReconsideration.Decide(Alert!, Now, window))
        {
            Happen(happened, "system");
        }
    }

    public static AlertReport Report(AlertReportKind kind, int sequence) => new(
        kind, sequence, 0, Start.AddMinutes(sequence), Start.AddMinutes(sequence), "bd1", 1, "flood", Severity.High,
        "urn:ngsi-ld:WaterLevelObserved:long-bien", "waterLevel", "urn:ngsi-ld:AdministrativeArea:z", null, null, "9.6", "MTR", sequence);

    private void Happen(AlertEvent happened, string actor)
    {
        var recorded = new Recorded<AlertEvent>(events.Count + 1, events.Count + 10, Now, actor, happened.Reason, happened);
        Alert = AlertFold.Apply("1.2.3.0", Alert, recorded);
        events.Add(recorded);
    }
}
