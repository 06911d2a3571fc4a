using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Domain.Incidents.Moves;
using CityActors.Files;
using CityActors.Incidents;

namespace CityActors.Domain.Tests.Incidents;

/// <summary>What merging and splitting do, by examples.</summary>
public sealed class TransferTests
{
    private readonly Random chance = new(42);

    [Fact]
    public void Merged_incident_closes_points_on_and_hands_everything_over()
    {
        var desk = new IncidentDesk();
        var (one, other) = (desk.Open("a", IncidentDesk.Alert("1.0.1.0")), desk.Open("b", IncidentDesk.Alert("1.0.2.0")));
        var file = new Attachment(new string('a', 64), "ảnh.png", "image/png", 10);
        desk.Do(one, new LinkTwins(["urn:ngsi-ld:RoadSegment:1"]));
        desk.Do(one, new LinkKpis(["flood-depth"]));
        desk.Do(one, new AddPerson(new IncidentPerson("Lan", "commander")));
        desk.Do(one, new AttachToIncident(file));
        desk.Do(one, new GradeIncident(Severity.Critical));
        desk.Do(one, new TellWork(new IncidentWork("wo-1", "assigned", 2)));

        Assert.Equal(MoveOutcome.Done, desk.Do(one, new MergeIncident(other)).Outcome);
        Assert.Equal((IncidentPhase.Closed, other), (desk[one].Phase, desk[one].MergedInto));
        Assert.Empty(desk[one].Alerts);
        desk.Settle(chance);

        var state = desk[other].State();
        Assert.Equal(["1.0.1.0", "1.0.2.0"], state.Alerts.Select(static alert => alert.Episode));
        Assert.Contains("urn:ngsi-ld:RoadSegment:1", state.Twins);
        Assert.Equal("flood-depth", Assert.Single(state.Kpis));
        Assert.Equal("Lan", Assert.Single(state.People).Name);
        Assert.Equal(file, Assert.Single(state.Attachments));
        Assert.Equal("wo-1", Assert.Single(state.WorkOrders).Id);
        Assert.Equal(Severity.Critical, state.Severity);
        Assert.Equal(new IncidentReference(one, desk[one].Version), Assert.Single(state.Merged));
        Assert.Equal(MoveOutcome.Refused, desk.Do(one, new ReopenIncident(), new MoveOrder(Reason: "x")).Outcome);
    }

    [Fact]
    public void Merging_into_nothing_itself_a_closed_or_a_merged_one_is_refused()
    {
        var desk = new IncidentDesk();
        var (one, other, third) = (desk.Open("a"), desk.Open("b"), desk.Open("c"));
        desk.Do(other, new MergeIncident(third));
        desk.Settle(chance);

        Assert.Equal(MoveOutcome.Invalid, desk.Do(one, new MergeIncident(one)).Outcome);
        Assert.Equal(MoveOutcome.Refused, desk.Do(one, new MergeIncident(IncidentId.Of("nobody"))).Outcome);
        Assert.Contains($"merge into that one", desk.Do(one, new MergeIncident(other)).Detail);
        desk.Do(third, new AcknowledgeIncident());
        desk.Do(third, new ResolveIncident("xong"));
        desk.Do(third, new CloseIncident());
        Assert.Contains("is closed", desk.Do(one, new MergeIncident(third)).Detail);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_merged_into_each_other_at_once_end_as_one(bool otherFirst)
    {
        var desk = new IncidentDesk();
        var (one, other) = (desk.Open("a", IncidentDesk.Alert("1.0.1.0")), desk.Open("b", IncidentDesk.Alert("1.0.2.0")));
        var (readOne, readOther) = (desk[one].State(), desk[other].State());
        foreach (var (from, into, read) in new[] { (one, other, readOther), (other, one, readOne) })
        {
            var decision = IncidentDecisions.Decide(desk[from], from, new MergeIncident(into), MoveOrder.Plain, read);
            Assert.Equal(MoveOutcome.Done, decision.Outcome);
            desk.Write(from, decision);
        }

        if (otherFirst)
        {
            desk.Waiting.Reverse();
        }

        desk.Settle(chance);

        var left = Assert.Single(desk.All, static incident => incident.MergedInto is null);
        Assert.Equal(IncidentPhase.Open, left.Phase);
        Assert.Equal(["1.0.1.0", "1.0.2.0"], left.Alerts.Keys);
        Assert.Equal(string.CompareOrdinal(one, other) < 0 ? one : other, left.Id);
    }

    [Fact]
    public void Split_part_becomes_an_incident_that_knows_where_it_comes_from()
    {
        var desk = new IncidentDesk();
        var id = desk.Open("a", IncidentDesk.Alert("1.0.1.0"), IncidentDesk.Alert("1.0.2.0"));

        var split = desk.Do(id, new SplitIncident(["1.0.2.0"], [], "Vỡ ống nước"));
        var version = desk[id].Version;
        Assert.Equal("1.0.1.0", Assert.Single(desk[id].Alerts).Key);
        desk.Settle(chance);

        var made = desk[split.Made!].State();
        Assert.Equal(("Vỡ ống nước", IncidentPhase.Open), (made.Title, made.Phase));
        Assert.Equal("1.0.2.0", Assert.Single(made.Alerts).Episode);
        Assert.Equal(new IncidentReference(id, version), made.SplitFrom);
        Assert.Equal(MoveOutcome.Refused, desk.Do(id, new SplitIncident(["1.0.2.0"], [], "Nữa")).Outcome);
    }

    [Fact]
    public void What_goes_over_is_cut_so_that_every_part_fits_into_an_event()
    {
        var desk = new IncidentDesk();
        var (one, other) = (desk.Open("a"), desk.Open("b"));
        var long1 = new string('Ạ', 60);
        for (var part = 0; part < 10; part++)
        {
            desk.Do(one, new LinkAlerts([.. Enumerable.Range(part * 300, 300).Select(i => new IncidentAlert(
                $"{i}." + new string('9', 120), "urn:ngsi-ld:WaterLevelObserved:" + new string('x', 150), false))]));
        }

        for (var person = 0; person < 200; person++)
        {
            desk.Do(one, new AddPerson(new IncidentPerson($"{person} {long1}", long1)));
        }

        desk.Do(one, new MergeIncident(other));
        Assert.All(desk.Waiting, static tell => Assert.InRange(CaseJson.Write(((TransferTell)tell).Transfer).Length, 1, 250_000));
        desk.Settle(chance);

        Assert.Equal(3_000, desk[other].Alerts.Count);
        Assert.Equal(200, desk[other].People.Length);
        Assert.Single(desk[other].Merged);
    }
}
