using CityActors.Cases;
using CityActors.Files;
using CityActors.Grains.Cases;
using CityActors.Grains.Files;
using CityActors.Grains.Incidents;
using CityActors.Incidents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Tests.Incidents;

/// <summary>Incidents through their grains: once for a cause, first come first served, and nothing lost on the way to another.</summary>
public sealed class IncidentTests
{
    [Fact]
    public async Task Incident_is_opened_once_however_often_and_by_how_many_it_is_told()
    {
        await using var city = await TestCity.Awake();
        var (cause, id) = Cause();
        var opening = Opening(cause, "1.0.1.0");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Incident(city, id).OpenFor(opening, MoveOrder.Plain)));

        Assert.Single(answers, static answer => answer.Outcome == MoveOutcome.Done);
        Assert.All(answers, static answer => Assert.True(answer.IsDone));
        Assert.Single(city.Cases.Events, each => each.Case.Id == id);
        await city.Stop();
        await city.Start();
        Assert.Equal(MoveOutcome.Unchanged, (await Incident(city, id).OpenFor(opening, MoveOrder.Plain)).Outcome);
        Assert.Equal("1.0.1.0", Assert.Single((await Incident(city, id).Read())!.Alerts).Episode);
    }

    [Fact]
    public async Task Second_of_two_operators_at_once_learns_who_was_first()
    {
        await using var city = await TestCity.Awake();
        var id = await Open(city, "1.0.1.0");

        var answers = await Task.WhenAll(
            Incident(city, id).Do(new AcknowledgeIncident(), MoveOrder.Plain),
            Incident(city, id).Do(new AcknowledgeIncident(), MoveOrder.Plain));

        Assert.Single(answers, static answer => answer.Outcome == MoveOutcome.Done);
        var second = Assert.Single(answers, static answer => answer.Outcome == MoveOutcome.Conflict);
        Assert.Equal("acknowledged", second.Last!.Kind);
        Assert.Contains("start", second.Allowed);
    }

    [Fact]
    public async Task Key_makes_a_repeated_move_the_same_and_another_move_under_it_is_refused()
    {
        await using var city = await TestCity.Awake();
        var id = await Open(city, "1.0.1.0");
        var first = await Incident(city, id).Do(new NoteIncident("Đã gọi."), new MoveOrder("k1"));
        await Incident(city, id).Do(new NoteIncident("Nữa."), MoveOrder.Plain);

        var again = await Incident(city, id).Do(new NoteIncident("Đã gọi."), new MoveOrder("k1"));
        var other = await Incident(city, id).Do(new NoteIncident("Khác."), new MoveOrder("k1"));

        Assert.Equal((MoveOutcome.Unchanged, first.Version, first.Position), (again.Outcome, again.Version, again.Position));
        Assert.Equal(MoveOutcome.Invalid, other.Outcome);
        Assert.Equal(3, (await Incident(city, id).Timeline(0, 100)).Entries.Length);
    }

    [Fact]
    public async Task Write_that_fails_changes_nothing_and_can_be_made_again()
    {
        await using var city = await TestCity.Awake();
        var id = await Open(city, "1.0.1.0");
        city.Cases.Before = write => throw new IOException("The disk is full.");

        await Assert.ThrowsAsync<IOException>(() => Incident(city, id).Do(new AcknowledgeIncident(), MoveOrder.Plain));
        city.Cases.Before = static _ => { };

        Assert.Equal(IncidentPhase.Open, (await Incident(city, id).Read())!.Phase);
        Assert.Equal(MoveOutcome.Done, (await Incident(city, id).Do(new AcknowledgeIncident(), MoveOrder.Plain)).Outcome);
    }

    [Fact]
    public async Task Merge_reaches_the_other_also_when_the_silo_is_killed_between_state_and_telling()
    {
        await using var city = await TestCity.Awake();
        var (one, other) = (await Open(city, "1.0.1.0"), await Open(city, "1.0.2.0"));

        // What is written for the other fails: the merge is durable, and its telling is not.
        city.Cases.Before = write =>
        {
            if (write.Appends.Any(append => append.Case.Id == other))
            {
                throw new IOException("The silo is dying.");
            }
        };
        Assert.Equal(MoveOutcome.Done, (await Incident(city, one).Do(new MergeIncident(other), MoveOrder.Plain)).Outcome);
        await city.Kill();
        city.Cases.Before = static _ => { };
        Assert.Contains(city.Cases.Waiting, message => message.Message.Recipient == other);
        await city.Start();

        await city.Pulse.Until(() => city.Cases.Waiting.All(each => each.Message.Recipient != other), "the transfer was taken");
        Assert.Equal(["1.0.1.0", "1.0.2.0"], (await Incident(city, other).Read())!.Alerts.Select(static alert => alert.Episode));
        var merged = (await Incident(city, one).Read())!;
        Assert.Equal((IncidentPhase.Closed, other, 0), (merged.Phase, merged.MergedInto, merged.Alerts.Length));
    }

    [Fact]
    public async Task Split_part_becomes_an_incident_and_news_of_its_alert_follows_it()
    {
        await using var city = await TestCity.Awake();
        var id = await Open(city, "1.0.1.0", "1.0.2.0");

        var made = (await Incident(city, id).Do(new SplitIncident(["1.0.2.0"], [], "Vỡ ống nước"), MoveOrder.Plain)).Made!;
        await Incident(city, id).Do(new TellAlert("1.0.2.0", true), new MoveOrder("cleared"));
        await city.Pulse.Until(() => Has(city, made, "alerts-cleared"), "the new incident heard that its alert is cleared");

        var state = (await Incident(city, made).Read())!;
        Assert.True(state.IsCleared);
        Assert.Equal(id, state.SplitFrom!.Incident);
        Assert.False((await Incident(city, id).Read())!.IsCleared);
    }

    [Fact]
    public async Task Two_merged_into_each_other_at_once_end_as_one_with_both_alerts()
    {
        await using var city = await TestCity.Awake();
        var (one, other) = (await Open(city, "1.0.1.0"), await Open(city, "1.0.2.0"));

        await Task.WhenAll(
            Incident(city, one).Do(new MergeIncident(other), MoveOrder.Plain),
            Incident(city, other).Do(new MergeIncident(one), MoveOrder.Plain));
        await city.Pulse.Until(
            () => city.Cases.Waiting.All(each => each.Message.Recipient != one && each.Message.Recipient != other), "all was taken");

        var states = new[] { (await Incident(city, one).Read())!, (await Incident(city, other).Read())! };
        var left = Assert.Single(states, static state => state.MergedInto is null);
        Assert.Equal(["1.0.1.0", "1.0.2.0"], left.Alerts.Select(static alert => alert.Episode));
    }

    [Fact]
    public async Task List_finds_by_phase_owner_family_alert_twin_and_words_page_by_page()
    {
        await using var city = await TestCity.Awake();
        var ids = new List<string>();
        for (var each = 0; each < 5; each++)
        {
            ids.Add(await Open(city, $"1.0.{each}.0"));
        }

        await Incident(city, ids[2]).Do(new AcknowledgeIncident(), MoveOrder.Plain);
        var last = await Incident(city, ids[2]).Do(new AssignIncident("Đội 3"), MoveOrder.Plain);
        var list = city.Grains.GetGrain<IIncidentsGrain>(0);
        var all = IncidentQuery.All with { AtLeast = last.Position };

        Assert.Equal(5, (await list.List(all)).Total);
        foreach (var query in new[]
        {
            all with { Phases = [IncidentPhase.Acknowledged] }, all with { Owner = "Đội 3" }, all with { Alert = "1.0.2.0" },
            all with { Twin = "urn:ngsi-ld:WaterLevelObserved:1.0.2.0" },
        })
        {
            Assert.Equal(ids[2], Assert.Single((await list.List(query)).Incidents).Id);
        }

        Assert.Equal(4, (await list.List(all with { Owner = "" })).Total);
        Assert.Equal(5, (await list.List(all with { Text = "ngap nguyen huu" })).Total);
        Assert.Equal(0, (await list.List(all with { Text = "chay rung" })).Total);
        Assert.Equal(0, (await list.List(all with { Family = "fire" })).Total);
        var seen = new List<string>();
        for (string? after = null; ;)
        {
            var page = await list.List(all with { Most = 2, After = after });
            seen.AddRange(page.Incidents.Select(static incident => incident.Id));
            if ((after = page.Next) is null)
            {
                break;
            }
        }

        Assert.Equal(ids.Order(), seen.Order());
        Assert.Equal(4, Assert.Single(await list.Count(all), static count => count.Phase == IncidentPhase.Open).Count);
        await Assert.ThrowsAsync<ArgumentException>(() => list.List(all with { AtLeast = last.Position + 1_000 }));
    }

    [Fact]
    public async Task Only_what_is_kept_and_is_what_it_says_can_be_attached()
    {
        await using var city = await TestCity.Awake();
        var id = await Open(city, "1.0.1.0");
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
        var upload = city.Grains.GetGrain<IUploadGrain>(Guid.NewGuid().ToString());
        await upload.Write(0, [.. png[..5]]);
        await upload.Write(0, [.. png[..5]]); // told twice
        await upload.Write(5, [.. png[5..]]);
        var kept = await upload.Keep("ảnh.png", png.Length, "image/png");

        Assert.Equal(("image/png", (long)png.Length), (kept.ContentType, kept.Bytes));
        Assert.Equal(MoveOutcome.Done, (await Attach(kept)).Outcome);
        Assert.Equal(MoveOutcome.Invalid, (await Attach(kept with { ContentType = "application/pdf" })).Outcome);
        Assert.Equal(MoveOutcome.Invalid, (await Attach(kept with { Checksum = new string('0', 64) })).Outcome);
        Assert.Equal(png, await city.Grains.GetGrain<IFilesGrain>(0).Read(kept.Checksum, 0, 100));
        Assert.Null(await city.Grains.GetGrain<IFilesGrain>(0).Read("../../etc/passwd", 0, 100));

        Task<MoveAnswer> Attach(Attachment attachment) => Incident(city, id).Do(new AttachToIncident(attachment), MoveOrder.Plain);
    }

    [Theory]
    [InlineData(11, "application/pdf", "a.png", FileRefusal.WrongType)]
    [InlineData(12, null, "a.png", FileRefusal.Truncated)]
    [InlineData(11, null, "../a.png", FileRefusal.BadName)]
    public async Task Upload_that_is_refused_leaves_nothing(int bytes, string? type, string name, FileRefusal refusal)
    {
        await using var city = await TestCity.Awake();
        var upload = city.Grains.GetGrain<IUploadGrain>(Guid.NewGuid().ToString());
        await upload.Write(0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]);

        var refused = await Assert.ThrowsAsync<FileRefusedException>(() => upload.Keep(name, bytes, type));

        Assert.Equal(refusal, refused.Refusal);
        Assert.Equal((0, 0), (city.Files.Count, city.Files.Drafts));
    }

    [Fact]
    public async Task File_that_nothing_is_attached_to_goes_after_a_day_and_an_attached_one_stays()
    {
        await using var city = await TestCity.Awake();
        var id = await Open(city, "1.0.1.0");
        var (kept, loose) = (await Upload(city, 1), await Upload(city, 2));
        Assert.True((await Incident(city, id).Do(new AttachToIncident(kept), MoveOrder.Plain)).IsDone);
        var clock = new LaterTime();
        var sweep = new LooseFiles(
            city.Services.GetRequiredService<ICaseStore>(), city.Files, Options.Create(new IncidentOptions()), clock);

        Assert.Equal(0, await sweep.Sweep(CancellationToken.None));
        clock.Later = TimeSpan.FromHours(25);
        Assert.Equal(1, await sweep.Sweep(CancellationToken.None));

        Assert.NotNull(await city.Files.Size(kept.Checksum));
        Assert.Null(await city.Files.Size(loose.Checksum));
    }

    private static async Task<Attachment> Upload(TestCity city, byte last)
    {
        var upload = city.Grains.GetGrain<IUploadGrain>(Guid.NewGuid().ToString());
        await upload.Write(0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, last]);
        return await upload.Keep("a.png", 9, null);
    }

    private sealed class LaterTime : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Later;
    }

    private static async Task<string> Open(TestCity city, params string[] episodes)
    {
        var (cause, id) = Cause();
        Assert.Equal(MoveOutcome.Done, (await Incident(city, id).OpenFor(Opening(cause, episodes), MoveOrder.Plain)).Outcome);
        return id;
    }

    private static (string Cause, string Id) Cause()
    {
        var cause = $"test:{Guid.NewGuid():N}";
        return (cause, IncidentId.Of(cause));
    }

    private static IncidentOpening Opening(string cause, params string[] episodes) => new(
        cause, "Ngập đường Nguyễn Hữu Cảnh", null, "flood", Severity.High, null, null, null,
        [.. episodes.Select(static episode => new IncidentAlert(episode, $"urn:ngsi-ld:WaterLevelObserved:{episode}", false))], [], []);

    private static IIncidentGrain Incident(TestCity city, string id) => city.Grains.GetGrain<IIncidentGrain>(id);

    private static bool Has(TestCity city, string id, string type) =>
        city.Cases.Events.Any(each => each.Case == new CaseId(CaseKinds.Incident, id) && each.Type == type);
}
