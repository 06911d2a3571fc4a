using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Incidents;
using CityActors.Web.Alerts;
using CityActors.Web.Cases;
using CityActors.Web.Console.Live;
using CityActors.Web.Console.Paging;
using CityActors.Web.Incidents.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CityActors.Browser.Tests.Console.Components;

/// <summary>Parts of the pages of cases without a browser or a city.</summary>
public sealed class CasePartsTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 5, 0, 0, TimeSpan.Zero);

    public CasePartsTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi-VN");
        Services.AddLocalization();
        Services.AddSingleton(TimeProvider.System);
    }

    private IStringLocalizer<CaseTexts> Texts => Services.GetRequiredService<IStringLocalizer<CaseTexts>>();

    [Fact]
    public void Severities_differ_in_shape_and_word_and_not_in_colour_alone()
    {
        var marks = Enum.GetValues<Severity>()
            .Select(severity => Render<SeverityMark>(parts => parts.Add(static mark => mark.Of, severity)));
        var seen = marks.Select(static mark => (
            Word: mark.Find("span > span").TextContent, Shape: mark.Find("svg").InnerHtml)).ToList();
        Assert.Equal(5, seen.Select(static mark => mark.Word).Distinct().Count());
        Assert.Equal(5, seen.Select(static mark => mark.Shape).Distinct().Count());
    }

    [Fact]
    public void Who_came_second_is_told_who_was_first_and_what_is_allowed_now()
    {
        var last = new TimelineEntry(
            2, 7, Noon, "operator:Lan", "acknowledged", "tôi lo", null, ImmutableSortedDictionary<string, string>.Empty);
        var said = CaseWords.Answer(Texts, new MoveAnswer(MoveOutcome.Conflict, "a", 2, 7, "English", ["comment", "shelve"], last, null));
        Assert.Equal(
            "Không làm được: Lan đã làm trước (Xác nhận, 24/11/2026 12:00:00). Lý do: tôi lo Hiện có thể: ghi ý kiến, tạm gác.", said);
    }

    [Fact]
    public void Only_moves_that_are_allowed_are_offered_for_an_alert()
    {
        var moved = new List<AlertAction>();
        var actions = Render<AlertActions>(parts => parts
            .Add(static actions => actions.Allowed, ["acknowledge", "comment"])
            .Add(static actions => actions.OnMove, move => moved.Add(move.Action)));
        Assert.Equal(["acknowledge", "comment"], actions.FindAll("[data-move]").Select(static move => move.GetAttribute("data-move")));
        actions.Find("[data-move=acknowledge] button").Click();
        Assert.IsType<AcknowledgeAlert>(Assert.Single(moved));
    }

    [Fact]
    public void Shelving_asks_for_a_reason_before_it_is_sent()
    {
        var moved = new List<(AlertAction Action, string? Reason)>();
        var actions = Render<AlertActions>(parts => parts
            .Add(static actions => actions.Allowed, ["shelve"])
            .Add(static actions => actions.OnMove, moved.Add));
        actions.Find("[data-move=shelve] button").Click();
        Assert.True(actions.Find("button[type=submit]").HasAttribute("disabled"));
        actions.Find("input[type=text]").Input("bảo trì");
        actions.Find("form").Submit();
        var (action, reason) = Assert.Single(moved);
        Assert.Equal("bảo trì", reason);
        Assert.InRange(Assert.IsType<ShelveAlert>(action).Until - DateTimeOffset.UtcNow, TimeSpan.FromHours(7), TimeSpan.FromHours(8));
    }

    [Theory]
    [InlineData(IncidentPhase.Open, "acknowledge,note", "acknowledge,note")]
    [InlineData(IncidentPhase.Closed, "reopen,note", "reopen,note")]
    [InlineData(IncidentPhase.Closed, "note", "note")]
    public void An_incident_offers_what_its_state_allows(IncidentPhase phase, string allowed, string offered)
    {
        var moves = Render<IncidentMoves>(parts => parts.Add(static moves => moves.State, Incident(phase, allowed.Split(','))));
        Assert.Equal(
            offered.Split(','), moves.FindAll("[data-move]").Select(static move => move.GetAttribute("data-move")));
    }

    [Fact]
    public void A_timeline_says_who_when_what_and_why_newest_first()
    {
        var none = ImmutableSortedDictionary<string, string>.Empty;
        var raised = none.Add("value", "9.6").Add("observedAt", "2026-11-24T05:00:00.000Z");
        var timeline = Render<CaseTimeline>(parts => parts
            .Add(static timeline => timeline.Entries,
            [
                new TimelineEntry(1, 1, Noon, "system", "raised", null, null, raised),
                new TimelineEntry(2, 2, Noon.AddMinutes(1), "operator:Lan", "shelved", "bảo trì", null, none),
            ])
            .Add(static timeline => timeline.Trail, new Trail())
            .Add(static timeline => timeline.Now, Noon.AddMinutes(2)));
        var entries = timeline.FindAll("li");
        Assert.Contains("Tạm gác", entries[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Lan", entries[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Lý do: bảo trì", entries[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Hệ thống", entries[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("24/11/2026 12:00:00", entries[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("9.6", entries[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operators_name_is_plain_and_of_a_bounded_length()
    {
        var who = new Operator();
        Assert.Equal("operator", who.Actor);
        who.Say("  Lan\u0007\n " + new string('x', 100));
        Assert.StartsWith("operator:Lan", who.Actor, StringComparison.Ordinal);
        Assert.True(who.Name.Length <= Operator.NameLengthMax);
        Assert.DoesNotContain(who.Name, char.IsControl);
        Assert.Equal("Lan", Operator.Short("operator:Lan"));
    }

    [Fact]
    public void A_trail_goes_back_to_where_it_came_from()
    {
        var trail = new Trail();
        trail.Forward("b");
        trail.Forward("c");
        trail.Back();
        Assert.Equal(("b", 2, true), (trail.At, trail.Number, trail.CanGoBack));
        trail.Back();
        trail.Back();
        Assert.Equal((null, 1, false), (trail.At, trail.Number, trail.CanGoBack));
    }

    private static IncidentState Incident(IncidentPhase phase, string[] allowed) => new(
        IncidentId.Of("x"), 1, 1, phase, Severity.High, "Ngập", null, "flood", "x", null, null, null, null, [], [], [], [], [], [], null,
        [], null, null, 0, false, Noon, Noon, "system", null, null, null, [.. allowed]);
}
