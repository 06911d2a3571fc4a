using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Incidents;
using CityActors.Twins;
using static CityActors.Alerts.AlertReportKind;
using static CityActors.Grains.Tests.Alerts.AlertCity;

namespace CityActors.Grains.Tests.Alerts;

/// <summary>Alerts are folded to incidents once, whatever is told twice and whoever is killed in between.</summary>
public sealed class CorrelationTests
{
    [Fact]
    public async Task Alerts_of_a_family_and_area_are_one_incident_until_all_are_over_for_long()
    {
        await using var city = await TestCity.Awake();
        var first = await city.Raise(Report("urn:ngsi-ld:Sensor:a"));
        await city.Raise(Report("urn:ngsi-ld:Sensor:b", minute: 300));
        await city.Raise(Report("urn:ngsi-ld:Sensor:c", zone: "urn:ngsi-ld:AdministrativeArea:y"));
        await city.Raise(Report("urn:ngsi-ld:Sensor:d", family: "air"));
        await city.Happened(CaseKinds.Alert, "linked", 4);

        Assert.Equal([2, 1, 1], (await city.Incidents()).Select(static each => each.Alerts).OrderDescending());
        var incident = IncidentId.Of(first);
        Assert.Equal(2, (await city.Grains.GetGrain<IIncidentGrain>(incident).Read())?.Alerts.Length);
        Assert.Equal(2, (await city.Alerts(AlertQuery.All with { Incident = incident })).Length);
    }

    [Fact]
    public async Task What_is_mild_opens_nothing_and_joins_what_is_open()
    {
        await using var city = await TestCity.Awake();
        await city.Raise(Report("urn:ngsi-ld:Sensor:a", severity: Severity.Low));
        await city.Raise(Report("urn:ngsi-ld:Sensor:b", minute: 1));
        await city.Happened(CaseKinds.Alert, "linked", 1);
        await city.Raise(Report("urn:ngsi-ld:Sensor:c", severity: Severity.Low, minute: 2));
        await city.Happened(CaseKinds.Alert, "linked", 2);

        Assert.Equal(2, Assert.Single(await city.Incidents()).Alerts);
    }

    [Fact]
    public async Task Cleared_alerts_clear_their_incident_and_a_resolved_one_draws_no_more()
    {
        await using var city = await TestCity.Awake();
        var episode = await city.Raise(Report("urn:ngsi-ld:Sensor:a"));
        await city.Happened(CaseKinds.Alert, "linked", 1);
        var incident = city.Grains.GetGrain<IIncidentGrain>(IncidentId.Of(episode));
        await city.Alert(episode).Hear([Report("urn:ngsi-ld:Sensor:a", Cleared, 2, minute: 5)]);
        await city.Happened(CaseKinds.Incident, "alerts-cleared", 1);
        Assert.True((await incident.Read())?.IsCleared);

        await incident.Do(new AcknowledgeIncident(), MoveOrder.Plain);
        Assert.True((await incident.Do(new ResolveIncident("hết"), MoveOrder.Plain)).IsDone);
        await city.Raise(Report("urn:ngsi-ld:Sensor:a", minute: 6));
        await city.Happened(CaseKinds.Alert, "linked", 2);

        Assert.Equal(2, (await city.Incidents()).Length);
    }

    [Fact]
    public async Task A_dead_gateway_folds_the_sensors_that_point_at_it_wherever_they_are()
    {
        await using var city = await TestCity.Awake();
        var gateway = TestCity.NewId("Device");
        var sensors = new[] { TestCity.NewId("Sensor"), TestCity.NewId("Sensor") };
        foreach (var sensor in sensors)
        {
            await city.Folded(await city.Entity(sensor).Describe(TestCity.Define(sensor)));
            await city.Folded(await city.Entity(sensor).Relate("refGateway", gateway));
        }

        await city.Raise(Report(sensors[0], family: "device", zone: "urn:ngsi-ld:AdministrativeArea:1"));
        await city.Happened(CaseKinds.Alert, "linked", 1);
        await city.Raise(Report(gateway, family: "device", zone: "urn:ngsi-ld:AdministrativeArea:2"));
        await city.Happened(CaseKinds.Alert, "linked", 2);
        await city.Raise(Report(sensors[1], family: "device", zone: "urn:ngsi-ld:AdministrativeArea:3"));
        await city.Raise(Report(TestCity.NewId("Sensor"), family: "device", zone: "urn:ngsi-ld:AdministrativeArea:4"));
        await city.Happened(CaseKinds.Alert, "linked", 4);

        Assert.Equal([3, 1], (await city.Incidents()).Select(static each => each.Alerts).OrderDescending());
    }

    [Fact]
    public async Task News_that_are_told_twice_decide_once()
    {
        await using var city = await TestCity.Awake();
        var episode = await city.Raise(Report("urn:ngsi-ld:Sensor:a"));
        await city.Happened(CaseKinds.Alert, "linked", 1);
        var news = new AlertNews((await city.Alert(episode).Read())!, IsOver: false);
        var before = city.Cases.Events.Count;

        await city.Grains.GetGrain<ICorrelatorGrain>("flood|urn:ngsi-ld:AdministrativeArea:z").Hear([news, news]);

        Assert.Equal(before, city.Cases.Events.Count);
        Assert.Empty(city.Cases.Waiting);
    }

    [Theory]
    [InlineData(CaseKinds.Link)]
    [InlineData(CaseKinds.Incident)]
    public async Task A_crash_between_state_and_telling_opens_the_incident_once(string kind)
    {
        await using var city = await TestCity.Awake();
        var reached = new TaskCompletionSource();
        city.Cases.Before = write =>
        {
            if (write.Appends.Any(append => append.Case.Kind == kind))
            {
                reached.TrySetResult();
                throw new IOException("The disk is away on purpose.");
            }
        };
        await city.Raise(Report("urn:ngsi-ld:Sensor:a"));
        await reached.Task;
        await city.Kill();
        city.Cases.Before = static _ => { };
        await city.Start();

        await city.Happened(CaseKinds.Alert, "linked", 1);

        Assert.Equal(1, Assert.Single(await city.Incidents()).Alerts);
        Assert.Single(city.Cases.Events, static each => each is { Case.Kind: CaseKinds.Incident, Type: "opened" });
    }

    [Fact]
    public async Task A_suppression_window_hides_alerts_and_what_stands_at_its_end_is_folded_then()
    {
        await using var city = await TestCity.Awake();
        var windows = city.Grains.GetGrain<ISuppressionsGrain>(0);
        var window = new SuppressionDraft(
            "dien-tap", null, "flood", "Sensor", null, null, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Assert.Equal(MoveOutcome.Invalid, (await windows.Put(window, MoveOrder.Plain)).Outcome);
        Assert.Equal(MoveOutcome.Done, (await windows.Put(window, new MoveOrder(Reason: "diễn tập"))).Outcome);
        var hidden = await city.Raise(Report("urn:ngsi-ld:Sensor:a"));
        await city.Alert(hidden).Reconsider();
        await city.Happened(CaseKinds.Alert, "suppressed", 1);
        await city.Raise(Report("urn:ngsi-ld:Lamp:a", minute: 1));
        Assert.Equal(hidden, Assert.Single(await city.Alerts(AlertQuery.All with { IsSuppressed = true })).Episode);

        await windows.End("dien-tap", new MoveOrder(Reason: "xong"));

        await city.Happened(CaseKinds.Alert, "unsuppressed", 1);
        Assert.Empty(await windows.List());
        await city.Happened(CaseKinds.Alert, "linked", 2);
    }

    [Fact]
    public async Task The_feed_goes_on_where_it_was_and_says_nothing_twice()
    {
        await using var city = await TestCity.Awake();
        var feed = city.Grains.GetGrain<ICaseFeedGrain>(0);
        var alert = city.Alert(await city.Raise(Report("urn:ngsi-ld:Sensor:a", severity: Severity.Low)));
        await alert.Do(new AcknowledgeAlert(), MoveOrder.Plain);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var events = feed.Changes([CaseKinds.Alert], 0, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await events.MoveNextAsync());
        var first = events.Current;
        await using var rest = feed.Changes([CaseKinds.Alert], first.Position, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await rest.MoveNextAsync());
        var second = rest.Current;
        var third = rest.MoveNextAsync();
        await alert.Do(new CommentAlert("xem"), MoveOrder.Plain);
        Assert.True(await third);

        Assert.Equal(["raised", "acknowledged", "commented"], [first.What, second.What, rest.Current.What]);
        Assert.Equal(await feed.Now(), rest.Current.Position);
        await stop.CancelAsync();
    }
}
