using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Domain.Incidents.Moves;
using CityActors.Incidents;

namespace CityActors.Domain.Tests.Incidents;

/// <summary>Incidents in memory, and what they have to tell each other, in the order and as often as a test wants.</summary>
internal sealed class IncidentDesk
{
    public static readonly DateTimeOffset Start = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Incident?> incidents = [];
    private readonly Dictionary<string, List<Recorded<IncidentEvent>>> histories = [];
    private readonly HashSet<string> answered = [];
    private long position;

    /// <summary>Messages that wait, oldest first.</summary>
    public List<Tell> Waiting { get; } = [];

    public bool ClosesWhenCleared { get; init; }

    public IEnumerable<Incident> All => incidents.Values.OfType<Incident>();

    public Incident this[string id] => incidents[id]!;

    public IReadOnlyList<Recorded<IncidentEvent>> HistoryOf(string id) => histories[id];

    public string Open(string cause, params IncidentAlert[] alerts)
    {
        var id = IncidentId.Of(cause);
        Assert.True(Write(id, IncidentDecisions.Open(incidents.GetValueOrDefault(id), id, Opening(cause, alerts), MoveOrder.Plain)).Outcome
            is MoveOutcome.Done or MoveOutcome.Unchanged);
        return id;
    }

    public Decision<IncidentEvent> Do(string id, IncidentAction action, MoveOrder? order = null, string actor = "lan") => Write(
        id,
        IncidentDecisions.Decide(
            incidents.GetValueOrDefault(id), id, action, order ?? MoveOrder.Plain,
            action is MergeIncident merge ? incidents.GetValueOrDefault(merge.Into)?.State() : null, ClosesWhenCleared),
        actor, order?.Reason);

    /// <summary>Tells a message as the teller does: the store knows what was answered under its key.</summary>
    public void Hear(Tell tell)
    {
        if (!answered.Add($"{tell.To} {tell.Key}"))
        {
            return;
        }

        switch (tell)
        {
            case TransferTell transfer:
                Write(tell.To, IncidentDecisions.Take(
                    incidents.GetValueOrDefault(tell.To), tell.To, transfer.Transfer, ClosesWhenCleared), "city");
                break;
            case WorkTell work:
                Do(tell.To, new TellWork(work.Work), actor: "city");
                break;
        }
    }

    /// <summary>Tells all that waits, to each recipient in order, recipients as chance will have it, some of it twice.</summary>
    public void Settle(Random chance)
    {
        for (var step = 0; Waiting.Count > 0; step++)
        {
            Assert.True(step < 10_000, "Messages go round without end.");
            HearOne(chance);
        }
    }

    public void HearOne(Random chance)
    {
        var recipients = Waiting.Select(static tell => tell.To).Distinct().ToList();
        var to = recipients[chance.Next(recipients.Count)];
        var tell = Waiting.First(tell => tell.To == to);
        Hear(tell);
        if (chance.Next(3) > 0)
        {
            Waiting.Remove(tell);
        }
    }

    public static IncidentOpening Opening(string cause, params IncidentAlert[] alerts) => new(
        cause, "Ngập đường Nguyễn Hữu Cảnh", null, "flood", Severity.High, null, null, null, [.. alerts], [], []);

    public static IncidentAlert Alert(string episode, bool isCleared = false) =>
        new(episode, $"urn:ngsi-ld:WaterLevelObserved:{episode}", isCleared);

    public Decision<IncidentEvent> Write(string id, Decision<IncidentEvent> decision, string actor = "lan", string? reason = null)
    {
        foreach (var happened in decision.Events)
        {
            var history = histories.TryGetValue(id, out var known) ? known : histories[id] = [];
            var recorded = new Recorded<IncidentEvent>(
                history.Count + 1, ++position, Start.AddSeconds(position), actor, reason, happened);
            history.Add(recorded);
            incidents[id] = IncidentFold.Apply(incidents.GetValueOrDefault(id), id, recorded);
        }

        Waiting.AddRange(decision.Tells);
        return decision;
    }
}
