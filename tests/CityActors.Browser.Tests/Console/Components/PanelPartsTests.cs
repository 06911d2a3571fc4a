using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using CityActors.Log;
using CityActors.Registry;
using CityActors.Twins;
using CityActors.Twins.Channels;
using CityActors.Web.Map.Legend;
using CityActors.Web.Map;
using CityActors.Web.Twins.Panel;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Browser.Tests.Console.Components;

/// <summary>Parts of the page without a browser or a city.</summary>
public sealed class PanelPartsTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 5, 0, 0, TimeSpan.Zero);

    public PanelPartsTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi-VN");
        Services.AddLocalization();
    }

    [Fact]
    public void A_channel_shows_value_unit_quality_age_and_source()
    {
        var table = Render<ChannelTable>(parts => parts
            .Add(static table => table.Channels, [Channel("pm25", TwinValue.Of(1234.5), "ug/m3", Quality.Uncertain)])
            .Add(static table => table.Now, Noon.AddSeconds(3)));
        var text = table.Markup;
        Assert.Equal("1.234,5", table.Find(".city-value").TextContent);
        Assert.Equal("µg/m³", table.Find(".city-unit").TextContent);
        Assert.Contains("Nghi ngờ", text, StringComparison.Ordinal);
        Assert.Contains("3 giây trước", text, StringComparison.Ordinal);
        Assert.Contains("bản ghi 1.2.3", text, StringComparison.Ordinal);
        Assert.Contains("Đo lúc 12:00:00", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_without_a_unit_says_so()
    {
        var table = Render<ChannelTable>(parts => parts
            .Add(static table => table.Channels, [Channel("count", TwinValue.Of(7), null, Quality.Good)])
            .Add(static table => table.Now, Noon));
        Assert.Contains("Thiết bị không báo đơn vị", table.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_can_be_drawn_is_chosen_by_a_button_and_text_is_not()
    {
        string? chosen = null;
        var table = Render<ChannelTable>(parts => parts
            .Add(static table => table.Channels,
            [
                Channel("pm25", TwinValue.Of(1), "ug/m3", Quality.Good), Channel("status", TwinValue.OfCode("ok"), null, Quality.Good),
            ])
            .Add(static table => table.Now, Noon)
            .Add(static table => table.OnChoose, name => chosen = name));
        table.Find("button").Click();
        Assert.Equal("pm25", chosen);
        Assert.Single(table.FindAll("button"));
    }

    [Fact]
    public void Relations_of_both_directions_are_links()
    {
        var chosen = new List<string>();
        var list = Render<RelationList>(parts => parts
            .Add(static list => list.Relations, new TwinRelations(
                [new TwinRelation("urn:ngsi-ld:A:1", "refRoad", "urn:ngsi-ld:B:2")],
                [new TwinRelation("urn:ngsi-ld:C:3", "near", "urn:ngsi-ld:A:1")]))
            .Add(static list => list.OnChoose, chosen.Add));
        for (var i = 0; i < 2; i++)
        {
            list.FindAll("button")[i].Click();
        }

        Assert.Equal(["urn:ngsi-ld:B:2", "urn:ngsi-ld:C:3"], chosen);
    }

    [Fact]
    public void The_legend_names_types_in_Vietnamese_and_leaves_the_ground_out()
    {
        var toggled = new List<string>();
        var legend = Render<TypeLegend>(parts => parts
            .Add(static legend => legend.Types,
            [
                new TypeCount("Camera", 3), new TypeCount("RoadSegment", 9), new TypeCount("Lạ", 1), new TypeCount("Streetlight", 2),
            ])
            .Add(static legend => legend.Hidden, new HashSet<string> { "Camera" })
            .Add(static legend => legend.OnToggle, toggled.Add));
        Assert.Equal(["Camera", "Lạ", "Đèn đường"], legend.FindAll(".city-legend-name").Select(static name => name.TextContent));
        Assert.False(legend.Find("input").HasAttribute("checked"));
        legend.Find("input").Change(true);
        Assert.Equal(["Camera"], toggled);
    }

    private static ChannelState Channel(string name, TwinValue value, string? unit, Quality quality) =>
        new(name, value, Noon, Noon, quality, new LogPosition(1, 2, 3), unit);
}
