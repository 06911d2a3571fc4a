using CityActors.Simulators.Replay;
using CityActors.Simulators.Replay.Csv;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Tests.Bench;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Tests.Replay.Csv;

public sealed class CsvRecordingTests
{
    private const string Mapping = """
        {
          "type": "AirQualityObserved", "id": "{station}",
          "time": "{year}-{month}-{day} {hour}", "timeFormat": "yyyy-M-d H", "offset": "+08:00",
          "channels": {
            "PM2.5": { "channel": "pm25" }, "CO": { "channel": "co", "factor": 0.001 }, "wd": { "channel": "windDirection", "kind": "code" }
          }
        }
        """;

    private const string Table = """
        year,month,day,hour,PM2.5,CO,wd,station
        2016,1,1,0,200.0,3400.0,NNE,"Đông ""4"", phố"
        2016,1,1,1,,NA,NE,x
        2016,1,1,2,,,,x

        2016,13,1,2,1,2,N,x
        2016,1,1,3,oops,2000,N,x
        """;

    [Fact]
    public void Rows_become_readings_and_missing_cells_none()
    {
        var readings = Read(Table.Replace("\"Đông \"\"4\"\", phố\"", "Đông 4", StringComparison.Ordinal), Mapping, out var recording);
        Assert.Equal(3, readings.Count);
        Assert.Equal("urn:ngsi-ld:AirQualityObserved:%C4%90%C3%B4ng%204", readings[0].Twin);
        Assert.Equal(new DateTimeOffset(2016, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds(), readings[0].FileMs);
        Assert.Equal([new("pm25", 200.0), new("co", 3.4), new("windDirection", TwinValue.OfCode("NNE"))], readings[0].Values);
        Assert.Equal([new ChannelValue("windDirection", "NE")], readings[1].Values);
        Assert.Equal(2, readings[2].Values.Count);
        Assert.Equal(2, recording.LeftOut);
        Assert.Contains("'2016-13-1 2' is no time", recording.LeftOutWhy[0], StringComparison.Ordinal);
        Assert.Contains("'oops' is no number of channel pm25", recording.LeftOutWhy[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Quoted_fields_hold_commas_and_quotes()
    {
        var rows = new CsvRows(new StringReader("a,\"b,\"\"c\"\"\r\nd\",e\r\nf"), ',');
        Assert.Equal(["a", "b,\"c\"\r\nd", "e"], rows.Next()!);
        Assert.Equal(3, rows.Line);
        Assert.Equal(["f"], rows.Next()!);
        Assert.Null(rows.Next());
    }

    [Theory]
    [InlineData("a\n1", "has no column PM2.5, CO, wd, station, year")]
    [InlineData("", "is empty")]
    [InlineData("year,month,day,hour,PM2.5,CO,wd,station\n2016,\"1", "line 2: a quote is not closed")]
    public void What_is_no_such_table_is_told(string table, string sentence)
    {
        var failure = Assert.Throws<RecordingBrokenException>(() => Read(table, Mapping, out _));
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "is no mapping")]
    [InlineData("{}", "type is missing")]
    [InlineData("""{ "type": "A", "id": "x", "time": "{t}", "channels": {} }""", "channels is missing or empty")]
    [InlineData(
        """{ "type": "A", "id": "x", "time": "{t}", "timeFormat": "d", "channels": { "a": { "channel": "a" } } }""", "offset is missing")]
    [InlineData("""{ "type": "A", "id": "x", "time": "{t}", "channels": { "a": { } } }""", "column 'a' needs a channel")]
    [InlineData("""{ "type": "A", "id": "x", "time": "{t}", "chanels": {} }""", "is no mapping")]
    public void What_is_no_mapping_is_told(string mapping, string sentence)
    {
        var failure = Assert.Throws<RecordingBrokenException>(() => Read(Table, mapping, out _));
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unix", "", "1764028800.5", 1_764_028_800_500)]
    [InlineData("unixMs", "", "1764028800500", 1_764_028_800_500)]
    [InlineData("iso", "", "2025-11-25T07:00:00+07:00", 1_764_028_800_000)]
    [InlineData("iso", "", "2025-11-25T00:00:00", 1_764_028_800_000)]
    [InlineData("iso", "+07:00", "2025-11-25T07:00:00", 1_764_028_800_000)]
    [InlineData("dd/MM/yyyy HH:mm", "+07:00", "25/11/2025 07:00", 1_764_028_800_000)]
    public void Times_are_read_as_the_mapping_says(string format, string offset, string text, long unixMs)
    {
        Assert.True(new CsvMapping { TimeFormat = format, Offset = offset }.TryTime(text, out var read));
        Assert.Equal(unixMs, read);
    }

    [Fact]
    public void Air_of_Beijing_is_a_year_of_hours()
    {
        using var mapping = new TextFile(Mapping, ".json");
        var recording = new CsvRecording(Given.File("air_beijing_2016/PRSA_Dongsi_2016.csv"), CsvMapping.Load(mapping.Path));
        var readings = recording.Read().ToList();
        Assert.InRange(readings.Count, 8_000, 8_784);
        Assert.Equal(0, recording.LeftOut);
        Assert.Equal("urn:ngsi-ld:AirQualityObserved:Dongsi", Assert.Single(readings.Select(static reading => reading.Twin).Distinct()));
    }

    private static List<RecordedReading> Read(string table, string mapping, out CsvRecording recording)
    {
        using var map = new TextFile(mapping, ".json");
        using var file = new TextFile(table, ".csv");
        recording = new CsvRecording(file.Path, CsvMapping.Load(map.Path));
        return [.. recording.Read()];
    }
}
