using System.IO.Compression;
using CityActors.Simulators.Replay;
using CityActors.Simulators.Replay.Sumo;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Tests.Bench;

namespace CityActors.Simulators.Tests.Replay.Sumo;

public sealed class SumoLoopsTests
{
    private const string Full = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- made by a test -->
        <detector>
          <interval begin="0.00" end="60.00" id="a_l0" nVehContrib="1" flow="60.00" occupancy="0.86" speed="9.67" length="5.00"/>
          <interval begin="0.00" end="60.00" id="72[0]_l1" nVehContrib="0" flow="0.00" occupancy="0.00" speed="-1.00" length="-1.00"/>
        </detector>
        """;

    [Fact]
    public void Intervals_become_readings_at_their_end()
    {
        var readings = Read(Full, out var recording);
        Assert.Equal(2, readings.Count);
        Assert.Equal(("urn:ngsi-ld:TrafficFlowObserved:a_l0", 60_000L), (readings[0].Twin, readings[0].FileMs));
        Assert.Equal(
            [new("intensity", 60.0), new("occupancy", 0.0086), new("averageVehicleSpeed", 34.812)],
            readings[0].Values);
        Assert.Equal(0, recording.LeftOut);
    }

    [Fact]
    public void Speed_minus_one_is_a_missing_value_and_no_speed() =>
        Assert.Equal([new ChannelValue("intensity", 0.0), new("occupancy", 0.0)], Read(Full, out _)[1].Values);

    [Fact]
    public void Numbers_that_are_none_are_missing()
    {
        var readings = Read(
            """
            <detector>
              <interval end="60" id="a" flow="many" occupancy="NaN" speed="1"/><interval end="60" id="b" flow="x"/>
            </detector>
            """,
            out var recording);
        Assert.Equal([new ChannelValue("averageVehicleSpeed", 3.6)], Assert.Single(readings).Values);
        Assert.Equal(1, recording.LeftOut);
    }

    [Theory]
    [InlineData("""<interval id="a" flow="1"/>""", "the interval has no end")]
    [InlineData("""<interval end="60" flow="1"/>""", "'' cannot be the name")]
    [InlineData("""<interval end="60" id="a/b" flow="1"/>""", "'a/b' cannot be the name")]
    public void What_cannot_be_read_is_left_out_and_told(string interval, string why)
    {
        Assert.Empty(Read($"<detector>{interval}</detector>", out var recording));
        Assert.Equal(1, recording.LeftOut);
        Assert.Contains(why, Assert.Single(recording.LeftOutWhy), StringComparison.Ordinal);
        Assert.Contains("line 1", recording.LeftOutWhy[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_ends_in_the_middle_gives_what_came_before_and_then_says_where()
    {
        using var file = new TextFile(Full[..Full.IndexOf("72[0]", StringComparison.Ordinal)]);
        var seen = new List<RecordedReading>();
        var failure = Assert.Throws<RecordingBrokenException>(() => seen.AddRange(new SumoLoops(file.Path).Read().Select(reading =>
        {
            seen.Add(reading);
            return reading;
        })));
        Assert.Equal("urn:ngsi-ld:TrafficFlowObserved:a_l0", seen[0].Twin);
        Assert.Contains("line 5", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<fcd-export/>", "expected <detector>, got <fcd-export>")]
    [InlineData("no XML", "is broken")]
    [InlineData("", "is broken")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><detector>&a;</detector>", "is broken")]
    public void What_is_no_file_of_loops_is_told(string text, string sentence)
    {
        using var file = new TextFile(text);
        var failure = Assert.Throws<RecordingBrokenException>(() => new SumoLoops(file.Path).Read().ToList());
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_files_are_read_whatever_their_name()
    {
        using var file = new TextFile("");
        using (var packed = new GZipStream(File.Create(file.Path), CompressionLevel.Fastest))
        {
            packed.Write(System.Text.Encoding.UTF8.GetBytes(Full));
        }

        Assert.Equal(2, new SumoLoops(file.Path).Read().Count());
    }

    [Fact]
    public void Loops_of_Bologna_are_870_intervals_of_58_loops()
    {
        var readings = new SumoLoops(Given.File("traffic_sumo_acosta/out/e1_60s.xml")).Read().ToList();
        Assert.Equal(870, readings.Count);
        Assert.Equal(58, readings.Select(static reading => reading.Twin).Distinct().Count());
        Assert.DoesNotContain(readings, static reading => reading.Values.Any(static value => value.Value.Number < 0));
    }

    private static List<RecordedReading> Read(string text, out SumoLoops recording)
    {
        using var file = new TextFile(text);
        recording = new SumoLoops(file.Path);
        return [.. recording.Read()];
    }
}
