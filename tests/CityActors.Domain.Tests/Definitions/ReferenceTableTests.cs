using System.Globalization;
using System.Text;
using CityActors.Domain.Definitions;
using CityActors.Domain.Tests.Kpis;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Definitions;

/// <summary>Limits are those of the row that is valid at the moment asked for; break points rise.</summary>
[Collection(nameof(MemoryMeasures))]
public sealed class ReferenceTableTests
{
    private const string Moments = "a date like 2020-03-20, or a time with Z or an offset like 2020-03-20T00:00:00+07:00";

    private const string Levels = """
        {
          "name": { "vi": "Mực nước" }, "key": "id", "columns": ["bd1", "bd2"], "unit": "MTR",
          "rows": [
            { "key": "urn:ngsi-ld:WaterLevelObserved:phu-an", "values": [1.3, 1.4], "validTo": "2020-03-20", "source": "A" },
            { "key": "urn:ngsi-ld:WaterLevelObserved:phu-an", "values": [1.4, 1.5], "validFrom": "2020-03-20", "source": "B" },
            { "key": "urn:ngsi-ld:WaterLevelObserved:long-bien", "values": [9.5, null], "source": "B" }
          ]
        }
        """;

    [Theory]
    [InlineData("phu-an", "bd1", "2020-03-19T23:59:59.999+07:00", 1.3)]
    [InlineData("phu-an", "bd1", "2020-03-20T00:00:00+07:00", 1.4)]
    [InlineData("phu-an", "bd2", "2026-11-25T00:00:00Z", 1.5)]
    [InlineData("long-bien", "bd1", "1990-01-01T00:00:00Z", 9.5)]
    [InlineData("long-bien", "bd2", "2026-11-25T00:00:00Z", double.NaN)]
    [InlineData("nowhere", "bd1", "2026-11-25T00:00:00Z", double.NaN)]
    [InlineData("phu-an", "bd9", "2026-11-25T00:00:00Z", double.NaN)]
    public void Limit_is_of_the_row_that_is_valid_then(string station, string column, string at, double expected)
    {
        var table = ReferenceTable.Read(Levels);
        var key = $"urn:ngsi-ld:WaterLevelObserved:{station}";

        Assert.Equal(expected, table.Limit(table.FindKey(key), table.Column(column), Ms(at)));
        Assert.Equal(expected, table.Limit(table.FindKey(Encoding.UTF8.GetBytes(key)), table.Column(column), Ms(at)));
    }

    [Fact]
    public void Limit_of_all_others_stands_in_for_a_key_without_rows()
    {
        var table = ReferenceTable.Read("""
            { "name": { "vi": "Ồn" }, "key": "areaClass", "columns": ["day"], "source": "S",
              "rows": [{ "key": "đặc biệt", "values": [55] }, { "key": "*", "values": [70] }] }
            """);

        Assert.Equal(55, table.Limit(table.FindKey("đặc biệt"u8), 0, 0));
        Assert.Equal((70, 70), (table.Limit(table.FindKey("thường"), 0, 0), table.Limit(table.FindKey(new byte[2_000]), 0, 0)));
        Assert.Equal("S", table.Rows[0].Source);
    }

    [Fact]
    public void Looking_into_a_table_allocates_nothing()
    {
        var (table, points) = (ReferenceTable.Read(Levels), ReferenceTable.Read(VnAqi(null)));
        var key = Encoding.UTF8.GetBytes("urn:ngsi-ld:WaterLevelObserved:phu-an");
        var sum = Look(table, points, key);

        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += Look(table, points, key);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(sum > 0);
    }

    [Property]
    public bool Interpolate_gives_what_the_decision_on_VN_AQI_gives(FsCheck.NonNegativeInt tenths)
    {
        var table = ReferenceTable.Read(VnAqi(null));
        var value = tenths.Get % 6_000 / 10.0;

        return table.Interpolate(table.Column("pm25"), value, 0)
            .Equals(CityActors.Domain.Kpis.Interpolation.At(VnAqiTable.Pm25, VnAqiTable.Index, value));
    }

    [Fact]
    public void Interpolate_goes_by_the_rows_that_are_valid_then_and_gives_nothing_before_them()
    {
        var table = ReferenceTable.Read(VnAqi("2019-11-12"));

        Assert.Equal(50, table.Interpolate(1, 25, Ms("2026-11-25T00:00:00Z")));
        Assert.Equal(double.NaN, table.Interpolate(1, 25, Ms("2019-11-01T00:00:00Z")));
        Assert.Equal(double.NaN, table.Interpolate(table.Column("nothing"), 25, Ms("2026-11-25T00:00:00Z")));
    }

    [Theory]
    [InlineData(""" "source": "s", "key": "id", "columns": ["a"], "rows": [{ "key": "k", "values": [1] }] """,
        "name", "an object", "nothing")]
    [InlineData(""" "name": { "en": "x" }, "source": "s", "key": "id", "columns": ["a"] """,
        "name.vi", "a text of 1-200 characters", "nothing")]
    [InlineData(
        """ @key "id", "columns": ["a"], "rows": [{ "key": "k", "values": ["1"] }] """, "rows[0].values[0]", "numbers or null", "'1'")]
    [InlineData(
        """ @key "id", "columns": ["a", "b"], "rows": [{ "key": "k", "values": [1] }] """,
        "rows[0].values", "2 values, one for each column", "1")]
    [InlineData(
        """ "name": { "vi": "x" }, "key": "id", "columns": ["a"], "rows": [{ "key": "k", "values": [1] }] """,
        "rows[0].source", "a text of 1-500 characters", "nothing")]
    [InlineData(
        """ @key "id", "columns": ["a"], "rows": [], "note": 1 """,
        "", "the fields name, description, key, columns, unit, source, rows", "'note'")]
    [InlineData(""" @key "id", "columns": ["a"], "rows": [{ "key": "k", "values": [1], "validFrom": "20/03/2020" }] """,
        "rows[0].validFrom", Moments, "'20/03/2020'")]
    [InlineData(""" @key "id", "columns": ["a"], "rows": [{ "key": "k", "values": [1], "validFrom": "2020-03-20T00:00:00" }] """,
        "rows[0].validFrom", Moments, "'2020-03-20T00:00:00'")]
    [InlineData(
        """ @key "id", "columns": ["a"], "rows": [{"key":"k","values":[1]}, {"key":"k","values":[2],"validFrom":"2020-03-20"}] """,
        "rows", "one row of 'k' at a time", "two that are valid from 2020-03-19T17:00:00Z")]
    [InlineData(
        """ @key null, "columns": ["i", "a"], "rows": [{ "values": [0, 0] }, { "values": [50, 0] }] """,
        "rows", "break points of 'a' that rise from row to row", "0")]
    [InlineData(
        """ @key null, "columns": ["i", "a"], "rows": [{ "values": [0, 0] }, { "values": [50, null] }, { "values": [60, 7] }] """,
        "rows", "break points of 'a' that rise from row to row", "7")]
    public void Read_says_which_field_is_wrong_what_was_expected_and_what_came(
        string fields, string field, string expected, string found)
    {
        var json = $$"""{ {{fields.Replace("@key", """ "name": { "vi": "x" }, "source": "s", "key": """, StringComparison.Ordinal)}} }""";

        var refusal = Assert.Throws<DefinitionException>(() => ReferenceTable.Read(json));

        Assert.Contains(refusal.Problems, problem => (problem.Field, problem.Expected, problem.Found) == (field, expected, found));
    }

    [Fact]
    public void Read_says_line_and_column_of_what_is_no_JSON()
    {
        var refusal = Assert.Throws<DefinitionException>(() => ReferenceTable.Read("{ \"name\":\n  oops }"));

        Assert.Equal((2, 3, "JSON"), (refusal.Problems[0].Line, refusal.Problems[0].Column, refusal.Problems[0].Expected));
    }

    private static double Look(ReferenceTable table, ReferenceTable points, byte[] key)
    {
        var sum = 0.0;
        for (var i = 0; i < 1_000; i++)
        {
            sum += table.Limit(table.FindKey(key), 1, 1_790_000_000_000) + points.Interpolate(1, i % 500, 1_790_000_000_000);
        }

        return sum;
    }

    private static string VnAqi(string? from)
    {
        var validFrom = from is null ? "" : $", \"validFrom\": \"{from}\"";
        var rows = VnAqiTable.Index.Zip(VnAqiTable.Pm25, (index, pm25) => $$"""{ "values": [{{index}}, {{pm25}}]{{validFrom}} }""");
        return $$"""
            { "name": { "vi": "VN_AQI" }, "columns": ["index", "pm25"], "source": "QĐ 1459", "rows": [{{string.Join(", ", rows)}}] }
            """;
    }

    private static long Ms(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
