using CityActors.Simulators.Reach;
using CityActors.Simulators.Scorecards;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Tests.Scorecards;

public sealed class SeriesTallyTests
{
    private static readonly ExpectedSeries Expected = new("urn:ngsi-ld:Device:a", "x",
    [
        new ExpectedPoint(1, TwinValue.Of(10), true), new ExpectedPoint(2, TwinValue.Of(20), true),
        new ExpectedPoint(3, TwinValue.Of(30), false),
    ]);

    [Fact]
    public void All_there_once() => Assert.Equal(new SeriesTally(3, 0, 0, 0), Tally((1, "10"), (2, "20"), (3, "30")));

    [Fact]
    public void A_missing_reading_is_lost_only_if_it_was_acknowledged() => Assert.Equal(new SeriesTally(1, 1, 0, 0), Tally((1, "10")));

    [Fact]
    public void A_reading_that_is_there_three_times_is_doubled_twice() =>
        Assert.Equal(new SeriesTally(3, 0, 2, 0), Tally((1, "10"), (1, "10"), (1, "10"), (2, "20"), (3, "30")));

    [Fact]
    public void Another_value_at_the_same_time_is_lost_and_unexpected() =>
        Assert.Equal(new SeriesTally(2, 1, 0, 1), Tally((1, "11"), (2, "20"), (3, "30")));

    [Fact]
    public void Values_have_one_form_however_they_are_written()
    {
        Assert.Equal(PastPoint.Text(TwinValue.Of(34.812)), Json("34.8120"));
        Assert.Equal(PastPoint.Text(TwinValue.Of(true)), Json("true"));
        Assert.Equal(PastPoint.Text(TwinValue.OfCode("free")), Json("\"free\""));
        Assert.Equal(PastPoint.Text(TwinValue.OfPosition(11.3274, 44.49)), Json("""{"type":"Point","coordinates":[11.3274,44.490000]}"""));
        Assert.NotEqual(PastPoint.Text(TwinValue.Of(1)), PastPoint.Text(TwinValue.OfText("1")));
        static string Json(string text) => PastPoint.Text(System.Text.Json.JsonDocument.Parse(text).RootElement);
    }

    private static SeriesTally Tally(params (long, string)[] found) =>
        SeriesTally.Of(Expected, found.Select(static point => new PastPoint(point.Item1, point.Item2)));
}
