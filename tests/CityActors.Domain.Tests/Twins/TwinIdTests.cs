using CityActors.Twins;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Twins;

public sealed class TwinIdTests
{
    [Theory]
    [InlineData("urn:ngsi-ld:Device:a", "Device", "a")]
    [InlineData("urn:ngsi-ld:TrafficFlowObserved:e1:-12#3_0", "TrafficFlowObserved", "e1:-12#3_0")]
    public void Id_splits_into_type_and_local_name(string id, string type, string local)
    {
        Assert.True(TwinId.TryParse(id, out var foundType, out var foundLocal));
        Assert.Equal((type, local), (foundType.ToString(), foundLocal.ToString()));
        Assert.Equal(type, TwinId.TypeOf(id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("urn:ngsi-ld:")]
    [InlineData("urn:ngsi-ld:Device")]
    [InlineData("urn:ngsi-ld:Device:")]
    [InlineData("urn:ngsi-ld::a")]
    [InlineData("urn:ngsi-ld:1Device:a")]
    [InlineData("urn:ngsi-ld:De-vice:a")]
    [InlineData("URN:NGSI-LD:Device:a")]
    [InlineData("urn:ngsi-ld:Device:a b")]
    [InlineData("urn:ngsi-ld:Device:a/b")]
    [InlineData("urn:ngsi-ld:Device:../a")]
    [InlineData("urn:ngsi-ld:Device:a..b")]
    [InlineData("urn:ngsi-ld:Device:cầu")]
    [InlineData("urn:ngsi-ld:Device:a\n")]
    public void What_is_no_id_is_none(string? id)
    {
        Assert.False(TwinId.IsValid(id));
        Assert.Equal("", TwinId.TypeOf(id));
    }

    [Theory]
    [InlineData(160, true)]
    [InlineData(161, false)]
    public void Local_name_has_at_most_160_characters(int length, bool valid) =>
        Assert.Equal(valid, TwinId.IsValid("urn:ngsi-ld:Device:" + new string('a', length)));

    [Theory]
    [InlineData("cầu Long Biên", "urn:ngsi-ld:Bridge:c%E1%BA%A7u%20Long%20Bi%C3%AAn")]
    [InlineData("e1-0", "urn:ngsi-ld:Bridge:e1-0")]
    public void Names_with_spaces_and_Vietnamese_letters_are_percent_encoded(string name, string id)
    {
        Assert.True(TwinId.TryCreate("Bridge", name, out var made));
        Assert.Equal(id, made);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a..b")]
    [InlineData("a\0b")]
    [InlineData("<script>")]
    public void Names_that_could_be_paths_or_markup_are_refused(string name) => Assert.False(TwinId.TryCreate("Bridge", name, out _));

    [Property]
    public void Whatever_is_made_is_an_id_and_nothing_else_is_made(string? name)
    {
        if (TwinId.TryCreate("Bridge", name, out var id))
        {
            Assert.True(TwinId.IsValid(id));
            Assert.Equal("Bridge", TwinId.TypeOf(id));
        }
        else
        {
            Assert.Equal("", id);
        }
    }

    [Fact]
    public void Partition_of_an_id_never_changes_for_it_is_part_of_the_data_format()
    {
        string[] ids = ["urn:ngsi-ld:Device:a", "urn:ngsi-ld:Vehicle:29B-123.45", "urn:ngsi-ld:AirQualityObserved:hoan-kiem"];

        Assert.Equal([1, 1, 11], ids.Select(static id => TwinId.PartitionOf(id, 16)));
    }

    [Fact]
    public void Partitions_share_the_city_evenly()
    {
        var counts = new int[16];
        for (var i = 0; i < 16_000; i++)
        {
            counts[TwinId.PartitionOf($"urn:ngsi-ld:Device:sensor-{i}", 16)]++;
        }

        Assert.All(counts, static count => Assert.InRange(count, 800, 1200));
    }
}
