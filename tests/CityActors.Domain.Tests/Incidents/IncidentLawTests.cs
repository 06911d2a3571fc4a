using System.Text.Json;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Domain.Incidents.Moves;
using CityActors.Incidents;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Incidents;

/// <summary>What holds for incidents whatever is done with them, in whatever order it is told.</summary>
public sealed class IncidentLawTests
{
    [Property(MaxTest = 300)]
    public void Links_are_neither_lost_nor_doubled_by_merges_and_splits(int seed)
    {
        var (chance, desk) = (new Random(seed), new IncidentDesk());
        var episodes = Enumerable.Range(0, 12).Select(static i => $"1.0.{i}.0").ToList();
        var ids = Enumerable.Range(0, 4).Select(i =>
            desk.Open($"cause-{i}", [.. episodes.Where((_, each) => each % 4 == i).Select(AlertOf)])).ToList();

        for (var step = 0; step < 30; step++)
        {
            Step(chance, desk, ids);
            ids = [.. ids.Union(desk.All.Select(static incident => incident.Id))];
        }

        desk.Settle(chance);

        var held = desk.All.SelectMany(static incident => incident.Alerts.Keys).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(episodes.Order(StringComparer.Ordinal), held);
        Assert.All(desk.All.Where(static incident => incident.MergedInto is not null), static merged => Assert.Empty(merged.Alerts));
    }

    [Property(MaxTest = 200)]
    public void News_reaches_the_incident_that_has_the_alert(int seed)
    {
        var (chance, desk) = (new Random(seed), new IncidentDesk());
        var episodes = Enumerable.Range(0, 6).Select(static i => $"1.0.{i}.0").ToList();
        var ids = Enumerable.Range(0, 3).Select(i =>
            desk.Open($"cause-{i}", [.. episodes.Where((_, each) => each % 3 == i).Select(AlertOf)])).ToList();
        for (var step = 0; step < 20; step++)
        {
            Step(chance, desk, ids);
        }

        // The alert's news goes to the incident that it was linked to first, whatever became of that.
        for (var each = 0; each < episodes.Count; each++)
        {
            desk.Do(ids[each % 3], new TellAlert(episodes[each], true));
        }

        desk.Settle(chance);

        Assert.DoesNotContain(desk.All.SelectMany(static incident => incident.Alerts.Values), static alert => !alert.IsCleared);
    }

    [Property(MaxTest = 200)]
    public void Replay_of_what_was_written_gives_the_same_incident(int seed)
    {
        var (chance, desk) = (new Random(seed), new IncidentDesk { ClosesWhenCleared = seed % 2 == 0 });
        var ids = Enumerable.Range(0, 3).Select(i => desk.Open($"cause-{i}", IncidentDesk.Alert($"1.0.{i}.0"))).ToList();
        for (var step = 0; step < 40; step++)
        {
            Step(chance, desk, ids);
        }

        foreach (var incident in desk.All)
        {
            Incident? again = null;
            foreach (var recorded in desk.HistoryOf(incident.Id))
            {
                var kept = CaseJson.Read<IncidentEvent>(CaseJson.Write(recorded.Event));
                again = IncidentFold.Apply(again, incident.Id, recorded with { Event = kept });
            }

            Assert.Equal(Picture(incident), Picture(again!));
        }
    }

    [Property(MaxTest = 200)]
    public void Every_sequence_of_moves_keeps_to_the_way_and_says_what_is_allowed(int seed)
    {
        var (chance, desk) = (new Random(seed), new IncidentDesk());
        var id = desk.Open("cause", IncidentDesk.Alert("1.0.0.0"));
        for (var step = 0; step < 40; step++)
        {
            var before = desk[id];
            var action = AnyMove(chance, [id]);
            var decision = desk.Do(id, action, new MoveOrder(Reason: "thử"));

            var name = IncidentMoves.NameOf(action);
            if (decision.Outcome == MoveOutcome.Done && name is not null)
            {
                Assert.Contains(name, IncidentMoves.Allowed(before));
            }
            else if (decision.Outcome is MoveOutcome.Refused or MoveOutcome.Conflict)
            {
                Assert.Same(before, desk[id]);
                Assert.False(string.IsNullOrEmpty(decision.Detail));
            }

            Assert.Equal(before.Version + decision.Events.Length, desk[id].Version);
        }
    }

    private static IncidentAlert AlertOf(string episode) => IncidentDesk.Alert(episode);

    private static void Step(Random chance, IncidentDesk desk, List<string> ids)
    {
        if (desk.Waiting.Count > 0 && chance.Next(3) == 0)
        {
            desk.HearOne(chance);
            return;
        }

        var id = ids[chance.Next(ids.Count)];
        if (desk.All.FirstOrDefault(incident => incident.Id == id) is not { } incident)
        {
            return;
        }

        IncidentAction action = chance.Next(4) switch
        {
            0 or 1 => new MergeIncident(ids[chance.Next(ids.Count)]),
            2 when !incident.Alerts.IsEmpty => new SplitIncident(
                [.. incident.Alerts.Keys.Where(_ => chance.Next(2) == 0).DefaultIfEmpty(incident.Alerts.Keys.First())], [], "Tách"),
            _ => AnyMove(chance, ids),
        };
        desk.Do(id, action is LinkAlerts or UnlinkAlerts or TellAlert ? new NoteIncident("x") : action, new MoveOrder(Reason: "thử"));
    }

    private static IncidentAction AnyMove(Random chance, List<string> ids) => chance.Next(12) switch
    {
        0 => new AcknowledgeIncident(),
        1 => new StartIncident(),
        2 => new ResolveIncident("xong"),
        3 => new CloseIncident(),
        4 => new ReopenIncident(),
        5 => new GradeIncident((Severity)chance.Next(1, 6)),
        6 => new AssignIncident(chance.Next(2) == 0 ? null : "Đội 3"),
        7 => new AddPerson(new IncidentPerson($"Người {chance.Next(3)}", "commander")),
        8 => new TellAlert($"1.0.{chance.Next(3)}.0", chance.Next(2) == 0),
        9 => new LinkTwins([$"urn:ngsi-ld:RoadSegment:{chance.Next(3)}"]),
        10 => new TellWork(new IncidentWork($"wo-{chance.Next(2)}", "done", chance.Next(5))),
        _ => new MergeIncident(ids[chance.Next(ids.Count)]),
    };

    private static string Picture(Incident incident) => JsonSerializer.Serialize(incident.State(), CaseJson.Options);
}
