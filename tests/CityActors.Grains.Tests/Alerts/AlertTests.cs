using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Changes;
using CityActors.Identity;
using static CityActors.Grains.Tests.Alerts.AlertCity;

namespace CityActors.Grains.Tests.Alerts;

/// <summary>Alerts are taken in once, moved by one operator at a time, and listed as they stand.</summary>
public sealed class AlertTests
{
    [Fact]
    public async Task A_storm_is_taken_in_once_each_and_all_of_it_is_folded()
    {
        const int Alerts = 2_000;
        await using var city = await TestCity.Awake();
        for (var partition = 0; partition < TestCity.Partitions; partition++)
        {
            var own = partition;
            await city.Say(partition, Enumerable.Range(0, Alerts / TestCity.Partitions).Select(number => (
                ChangeKind.AlertRaised, Picture($"1.{own}.{number}.0", $"urn:ngsi-ld:Sensor:{own}-{number}"))));
        }

        await city.Happened(CaseKinds.Alert, "linked", Alerts);

        Assert.Equal(Alerts, city.Cases.Events.Count(static each => each.Case.Kind == CaseKinds.Alert && each.Type == "raised"));
        Assert.Equal(Alerts, city.Cases.Events.Count(static each => each.Case.Kind == CaseKinds.Link));
        var incident = Assert.Single(await city.Incidents());
        Assert.Equal(Alerts, incident.Alerts);
        var counts = await city.Grains.GetGrain<IAlertsGrain>(0).Count(AlertQuery.All);
        Assert.Equal(new AlertCount(AlertPhase.Unacknowledged, Severity.High, Alerts), Assert.Single(counts));
    }

    [Fact]
    public async Task What_is_told_twice_is_heard_once()
    {
        await using var city = await TestCity.Awake();
        var report = Report("urn:ngsi-ld:Sensor:a");
        var episode = await city.Raise(report);

        await city.Alert(episode).Hear([report, Report("urn:ngsi-ld:Sensor:a", AlertReportKind.Repeated, 2)]);
        await city.Alert(episode).Hear([Report("urn:ngsi-ld:Sensor:a", AlertReportKind.Repeated, 2)]);

        // The incident that it is folded into writes its link beside them, whenever it comes to it.
        Assert.Equal(
            ["raised", "repeated"],
            city.Cases.Events.Where(each => each.Case.Id == episode && each.Type != "linked").Select(static each => each.Type));
    }

    [Fact]
    public async Task Of_two_operators_at_once_the_second_learns_who_was_first()
    {
        await using var city = await TestCity.Awake();
        var episode = await city.Raise(Report("urn:ngsi-ld:Sensor:a"));

        var answers = await Task.WhenAll(By("lan"), By("minh"));

        var done = Assert.Single(answers, static answer => answer.Answer.Outcome == MoveOutcome.Done);
        var second = Assert.Single(answers, static answer => answer.Answer.Outcome == MoveOutcome.Conflict);
        Assert.Equal(done.Who, second.Answer.Last?.Actor);
        Assert.Equal(done.Who, (await city.Alert(episode).Read())?.Acknowledgement?.Actor);

        async Task<(string Who, MoveAnswer Answer)> By(string who)
        {
            await Task.Yield();
            Caller.Set(Caller.DefaultTenant, who);
            return (who, await city.Alert(episode).Do(new AcknowledgeAlert(), MoveOrder.Plain));
        }
    }

    [Fact]
    public async Task A_key_makes_a_move_once_and_another_move_under_it_is_refused()
    {
        await using var city = await TestCity.Awake();
        var alert = city.Alert(await city.Raise(Report("urn:ngsi-ld:Sensor:a")));
        var first = await alert.Do(new CommentAlert("một"), new MoveOrder("k"));
        await alert.Do(new AcknowledgeAlert(), MoveOrder.Plain);

        var again = await alert.Do(new CommentAlert("một"), new MoveOrder("k"));
        var other = await alert.Do(new CommentAlert("hai"), new MoveOrder("k"));

        Assert.Equal((first.Outcome, first.Version, first.Position), (again.Outcome, again.Version, again.Position));
        Assert.Equal(MoveOutcome.Invalid, other.Outcome);
        Assert.Equal(1, (await alert.Read())?.Comments);

        // The incident that it is folded into writes its link beside the moves, whenever it comes to it.
        Assert.Equal(
            ["raised", "commented", "acknowledged"],
            (await alert.Timeline(0, 10)).Entries.Select(static each => each.Kind).Where(static kind => kind != "linked"));
    }

    [Fact]
    public async Task A_write_that_another_activation_overtook_is_decided_anew()
    {
        await using var city = await TestCity.Awake();
        var episode = await city.Raise(Report("urn:ngsi-ld:Sensor:a"));
        var failures = 1;
        city.Cases.Before = write =>
        {
            if (write.Appends.Any(append => append.Events.Any(static each => each.Type == "commented")) && failures-- > 0)
            {
                throw new Grains.Cases.CaseConflictException(write.Appends[0].Case, 1, 2);
            }
        };

        var answer = await city.Alert(episode).Do(new CommentAlert("một"), MoveOrder.Plain);

        Assert.Equal((MoveOutcome.Done, -1), (answer.Outcome, failures));
    }

    [Fact]
    public async Task Lists_filter_by_what_alerts_are_and_page_without_gap()
    {
        await using var city = await TestCity.Awake();
        await city.Raise(Report("urn:ngsi-ld:Sensor:cau-nhat-tan", minute: 1));
        var air = await city.Raise(Report("urn:ngsi-ld:Sensor:b", family: "air", severity: Severity.Low, zone: null, minute: 2));
        await city.Alert(air).Do(new AssignAlert("đội 3"), MoveOrder.Plain);
        var all = AlertQuery.All;

        Assert.Equal(["urn:ngsi-ld:Sensor:b", "urn:ngsi-ld:Sensor:cau-nhat-tan"], await Twins(all));
        Assert.Equal(["urn:ngsi-ld:Sensor:cau-nhat-tan"], await Twins(all with { Text = "nhat c" }));
        Assert.Equal(["urn:ngsi-ld:Sensor:b"], await Twins(all with { Family = "air", Severities = [Severity.Low], Assignee = "đội 3" }));
        Assert.Equal(["urn:ngsi-ld:Sensor:cau-nhat-tan"], await Twins(
            all with { Zone = "urn:ngsi-ld:AdministrativeArea:z", Assignee = "" }));
        Assert.Empty(await Twins(all with { IsShelved = true }));
        var first = await city.Grains.GetGrain<IAlertsGrain>(0).List(all with { Most = 1 });
        Assert.Equal(["urn:ngsi-ld:Sensor:cau-nhat-tan"], await Twins(all with { After = first.Next }));

        async Task<string[]> Twins(AlertQuery query) => [.. (await city.Alerts(query)).Select(static alert => alert.Twin)];
    }

    [Fact]
    public async Task A_shelved_alert_comes_back_by_itself()
    {
        await using var city = await TestCity.Awake();
        var alert = city.Alert(await city.Raise(Report("urn:ngsi-ld:Sensor:a")));

        var answer = await alert.Do(new ShelveAlert(DateTimeOffset.UtcNow.AddMilliseconds(300)), new MoveOrder(Reason: "bảo trì"));

        Assert.Equal(MoveOutcome.Done, answer.Outcome);
        await city.Happened(CaseKinds.Alert, "unshelved", 1);
        Assert.Null((await alert.Read())?.Shelving);
    }

    private static AlertPicture Picture(string episode, string twin) => new(
        episode, "flood-rule", 1, "flood", Severity.High, twin, "level", "urn:ngsi-ld:AdministrativeArea:z", "9.6", "MTR",
        Noon.ToUnixTimeMilliseconds(), 1);
}
