using CityActors.Streams;

namespace CityActors.Grains.Tests.Twins;

public sealed class TwinChangesTests
{
    [Fact]
    public async Task Changes_after_a_position_that_is_no_longer_retained_are_refused_as_gone()
    {
        await using var city = await TestCity.Awake();
        var id = TestCity.NewId("Sensor");
        var position = await city.Entity(id).Describe(TestCity.Define(id));
        var later = await city.Entity(id).Describe(TestCity.Define(id, ("name", "\"Trạm\"")));
        Assert.True(later.Sequence > position.Sequence);
        city.ChangeLog.DropAll();

        await Assert.ThrowsAsync<ChangesGoneException>(async () =>
        {
            await foreach (var change in city.Entity(id).Changes(position with { Sequence = position.Sequence - 1 }))
            {
                Assert.Fail($"Got {change} although nothing is retained.");
            }
        });
    }

    [Fact]
    public async Task Token_of_now_stands_behind_everything_that_was_told()
    {
        await using var city = await TestCity.Awake();
        var id = TestCity.NewId("Sensor");
        var position = await city.Entity(id).Describe(TestCity.Define(id));
        var token = await city.Grains.GetGrain<IChangesGrain>(0).Now();
        Assert.Equal((position.Generation, TestCity.Partitions), (token.Generation, token.Partitions));
        Assert.True(token.MarkOf(position.Partition) >= ChangeMark.After(position.Sequence));
    }

    [Fact]
    public async Task Many_twins_are_read_in_the_order_asked_for()
    {
        await using var city = await TestCity.Awake();
        var ids = Enumerable.Range(0, 50).Select(static _ => TestCity.NewId("Sensor")).ToArray();
        var positions = new List<CityActors.Log.LogPosition>();
        foreach (var id in ids[1..])
        {
            positions.Add(await city.Entity(id).Describe(TestCity.Define(id)));
        }

        var newest = positions.GroupBy(static each => each.Partition).Select(static group => group.MaxBy(static each => each.Sequence));
        var states = await city.Grains.GetGrain<CityActors.Twins.ITwinsGrain>(0).Read([.. ids], [.. newest]);
        Assert.Null(states[0]);
        Assert.Equal(ids[1..], states.Skip(1).Select(static twin => twin!.Id));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            city.Grains.GetGrain<CityActors.Twins.ITwinsGrain>(0).Read([ids[0], "nonsense"], []));
    }
}
