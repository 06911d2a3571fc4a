using CityActors.Domain.Log;
using CityActors.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Tests.Changes;

/// <summary>Following one twin through its door.</summary>
public sealed class SubscriptionTests
{
    private const long Noon = 1_790_000_000_000;
    private const string Id = "urn:ngsi-ld:Sensor:a";

    [Fact]
    public async Task Subscription_resumed_after_every_change_has_no_gap_and_no_repeat()
    {
        await using var city = await TestCity.Awake();
        var before = await city.Entity(Id).Describe(TwinDefinition.Bare(Id));
        var address = await city.Address(Id, "level");
        var other = await city.Address("urn:ngsi-ld:Sensor:other", "level");
        for (var number = 0; number < 30; number++)
        {
            await city.Send(address, TwinValue.Of(number), Noon + number);
            await city.Send(other, TwinValue.Of(-1), Noon + number);
        }

        var seen = new List<double>();
        LogPosition? after = before;
        while (seen.Count < 30)
        {
            foreach (var change in await Take(city, after, 4, seen.Count))
            {
                after = change.Position;
                if (change.Kind == TwinChangeKind.Channel)
                {
                    seen.Add(change.Value.Number);
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(static number => (double)number), seen);
    }

    [Fact]
    public async Task Subscription_after_a_position_goes_on_in_a_city_that_was_killed_meanwhile()
    {
        await using var city = await TestCity.Awake();
        var address = await city.Address(Id, "level");
        var position = await city.Send(address, TwinValue.Of(1), Noon);
        await city.Folded(position);
        await city.Send(address, TwinValue.Of(2), Noon + 1);

        await city.Kill();
        await city.Start();
        var changes = await Take(city, position, 1, 0);

        Assert.Equal(2, Assert.Single(changes).Value.Number);
    }

    [Fact]
    public async Task Twin_deleted_and_made_again_is_told_in_order_with_a_new_handle_behind_it()
    {
        await using var city = await TestCity.Awake();
        var first = await city.Address(Id, "level");
        var position = await city.Send(first, TwinValue.Of(1), Noon);
        await city.Folded(position);

        await city.Entity(Id).Delete();
        var second = await city.Address(Id, "level");
        await city.Send(first, TwinValue.Of(66), Noon + 1); // a gateway that still has the old handle
        await city.Send(second, TwinValue.Of(2), Noon + 2);
        var changes = await Take(city, position, 3, 0);

        Assert.Equal(
            [TwinChangeKind.Deleted, TwinChangeKind.Registered, TwinChangeKind.Channel], changes.Select(static change => change.Kind));
        Assert.Equal(2, changes[2].Value.Number);
        var state = await city.Entity(Id).Read(changes[2].Position);
        Assert.Equal(2, state!.Channel("level")!.Value.Number);
        await city.Pulse.Until(() => city.Quarantine.Entries.Count == 1, "the reading of the old handle in the quarantine");
    }

    [Fact]
    public async Task Twin_that_falls_silent_expires_and_its_next_reading_revives_it()
    {
        await using var city = await TestCity.Awake();
        var noon = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 60_000; // registering counts as a sign of life
        var position = await city.Entity(Id).Describe(TwinDefinition.Bare(Id) with { ExpiresAfter = TimeSpan.FromMinutes(5) });
        var address = await city.Address(Id, "level");
        await city.Send(address, TwinValue.Of(1), noon);
        await city.Append(address.Partition, noon + 299_000, writer => writer.Tick(noon + 299_000), "clock");
        var alive = await city.Entity(Id).Read(position with { Sequence = city.Log.Committed(address.Partition) });
        await city.Append(address.Partition, noon + 301_000, writer => writer.Tick(noon + 301_000), "clock");
        var expired = await city.Entity(Id).Read(position with { Sequence = city.Log.Committed(address.Partition) });
        await city.Send(address, TwinValue.Of(2), noon + 302_000);
        var revived = await city.Entity(Id).Read(position with { Sequence = city.Log.Committed(address.Partition) });

        Assert.Equal((false, true, false), (alive!.Expired, expired!.Expired, revived!.Expired));
        var kinds = (await Take(city, position, 4, 0)).Select(static change => change.Kind).ToList();
        Assert.Contains(TwinChangeKind.Expired, kinds);
        Assert.Contains(TwinChangeKind.Revived, kinds);
    }

    [Fact]
    public async Task Subscription_beyond_the_limit_is_refused_and_one_that_ends_makes_room()
    {
        await using var city = await TestCity.Awake(static city => city.Shards = static options => options.SubscriptionsMax = 1);
        var before = await city.Entity(Id).Describe(TwinDefinition.Bare(Id));
        var address = await city.Address(Id, "level");
        await city.Folded(await city.Send(address, TwinValue.Of(1), Noon));
        await using (var first = city.Entity(Id).Changes(before).GetAsyncEnumerator())
        {
            Assert.True(await first.MoveNextAsync());
            await Assert.ThrowsAsync<ShardNotReadyException>(() => Take(city, before, 1, 0));
        }

        Assert.NotEmpty(await Take(city, before, 1, 0));
    }

    [Fact]
    public async Task Subscription_that_stopped_between_two_changes_of_one_record_loses_none_when_it_goes_on()
    {
        await using var city = await TestCity.Awake();
        var noon = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 60_000; // registering counts as a sign of life
        await city.Entity(Id).Describe(TwinDefinition.Bare(Id) with { ExpiresAfter = TimeSpan.FromMinutes(5) });
        var address = await city.Address(Id, "level");
        await city.Send(address, TwinValue.Of(1), noon);
        var expired = await city.Append(address.Partition, noon + 301_000, writer => writer.Tick(noon + 301_000), "clock");
        var first = await city.Send(address, TwinValue.Of(2), noon + 302_000); // one record: the twin revives, and has a new level
        await city.Send(address, TwinValue.Of(3), noon + 303_000);

        var revived = Assert.Single(await Take(city, expired, 1, 0));
        var rest = await Take(city, revived.Position, 2, 0, revived.Index);
        var next = await Take(city, first, 1, 0);

        Assert.Equal((TwinChangeKind.Revived, first), (revived.Kind, revived.Position));
        Assert.Equal([2, 3], rest.Select(static change => change.Value.Number));
        Assert.Equal(first, rest[0].Position);
        Assert.Equal(3, Assert.Single(next).Value.Number); // without an index all of the record was dealt with
    }

    [Fact]
    public async Task Index_of_a_change_without_its_position_or_below_zero_is_refused()
    {
        await using var city = await TestCity.Awake();
        var position = await city.Entity(Id).Describe(TwinDefinition.Bare(Id));

        await Assert.ThrowsAsync<ArgumentException>(() => Take(city, null, 1, 0, 0));
        await Assert.ThrowsAsync<ArgumentException>(() => Take(city, position, 1, 0, -1));
    }

    private static async Task<List<TwinChange>> Take(TestCity city, LogPosition? after, int most, int had, int? afterIndex = null)
    {
        var taken = new List<TwinChange>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var change in city.Entity(Id).Changes(after, afterIndex, limit.Token))
        {
            taken.Add(change);
            if (taken.Count == most || had + taken.Count(static each => each.Kind == TwinChangeKind.Channel) == 30)
            {
                break;
            }
        }

        return taken;
    }
}
