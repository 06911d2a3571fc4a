using System.Globalization;
using Bunit;
using CityActors.Kpis;
using CityActors.Web.Kpis;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Browser.Tests.Console.Components;

/// <summary>Tiles and trends of KPIs without a browser or a city.</summary>
public sealed class KpiPartsTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 5, 0, 0, TimeSpan.Zero);

    public KpiPartsTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi-VN");
        Services.AddLocalization();
    }

    [Fact]
    public void A_tile_says_value_unit_target_window_age_share_and_how_it_stands_in_words()
    {
        var tile = Render<KpiTile>(parts => parts
            .Add(static tile => tile.Standing, new KpiStanding(Definition(), Value(Noon, 1234.56, KpiBand.Warning), 3))
            .Add(static tile => tile.Now, Noon.AddMinutes(3)));
        Assert.Equal("1.234,6", tile.Find(".city-value").TextContent);
        Assert.Equal("km/h", tile.Find(".city-unit").TextContent);
        Assert.Contains("is-warning", tile.Find("article").ClassName, StringComparison.Ordinal);
        foreach (var said in new[]
        {
            "Cần chú ý", "mục tiêu ≥ 40,0", "11:00–12:00 24/11/2026", "3 phút trước", "(19/20)", "im 1", "đến muộn 2",
            "lần tính 2, định nghĩa bản 4",
        })
        {
            Assert.Contains(said, tile.Markup, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_value_that_is_missing_is_grey_and_never_nought()
    {
        var tile = Render<KpiTile>(parts => parts
            .Add(static tile => tile.Standing, new KpiStanding(Definition(), Value(Noon, null, KpiBand.Grey), 1))
            .Add(static tile => tile.Now, Noon));
        Assert.Equal("chưa có", tile.Find(".city-value").TextContent);
        Assert.Contains("Thiếu dữ liệu", tile.Markup, StringComparison.Ordinal);
        Assert.Contains("is-grey", tile.Find("article").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trend_is_broken_where_a_value_is_missing()
    {
        double?[] newestFirst = [5, 4, null, 2, 1];
        var trend = Render<KpiTrend>(parts => parts.Add(
            static trend => trend.Values,
            [.. newestFirst.Select(static (value, i) => Value(Noon.AddHours(-i), value, KpiBand.Unbanded))]));
        Assert.Equal(2, trend.FindAll("polyline").Count);
        Assert.Contains("5 khoảng gần nhất", trend.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-23T17:00Z", "2026-11-24T17:00Z", "24/11/2026")]
    [InlineData("2026-10-31T17:00Z", "2026-11-30T17:00Z", "01/11/2026 – 30/11/2026")]
    [InlineData("2026-11-24T16:00Z", "2026-11-24T17:00Z", "23:00–00:00 24/11/2026")]
    [InlineData("2026-11-24T15:00Z", "2026-11-25T15:00Z", "22:00 24/11/2026 – 22:00 25/11/2026")]
    public void A_window_is_said_in_the_citys_time(string start, string end, string said) =>
        Assert.Equal(said, KpiWords.Span(At(start), At(end)));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private static KpiDefinition Definition() => new(
        "traffic.speed", 4, "Tốc độ trung bình", "Mean speed", "KMH", "mean(x)", "city", [], """{"kind":"tumbling","size":"PT1H"}""",
        "quality-of-life", "traffic", "Sở", 40, KpiDirection.AtLeast, 40, 25, ["11.2"], ["S"], 1, null, true, "lan", Noon, "thử", [], []);

    private static KpiValue Value(DateTimeOffset end, double? value, KpiBand band) => new(
        "traffic.speed", KpiValue.City, "urn:ngsi-ld:KeyPerformanceIndicator:traffic.speed:city", value, "KMH", end.AddHours(-1), end, 2,
        true, 20, 19, 1, 2, 4, band, 40, end, default);
}
