using CityActors.Domain.Log;
using CityActors.Grains.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Grains.Tests.Shards;

/// <summary>A record that cannot be folded is set aside by the log itself, and everything after it is folded.</summary>
public sealed class PoisonTests
{
    private const long Noon = 1_790_000_000_000;

    [Fact]
    public async Task Poison_is_skipped_durably_quarantined_and_the_fold_goes_on()
    {
        await using var city = await TestCity.Awake();
        var (address, poison) = await Poisoned(city);

        var state = (await city.Shard(address.Partition).Read(["urn:ngsi-ld:Sensor:a"], city.Log.Committed(address.Partition)))[0]!;

        Assert.Equal(3, state.Channel("level")!.Value.Number);
        Assert.Equal([poison], Skips(city, address.Partition));
        await city.Pulse.Until(() => city.Quarantine.Entries.Count == 1, "the entry in the quarantine");
        var entry = city.Quarantine.Entries[0];
        Assert.Equal("poison", entry.Reason);
        Assert.StartsWith($"1.{address.Partition}.{poison}", entry.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_skips_the_same_record_and_gives_the_same_state()
    {
        await using var city = await TestCity.Awake();
        var (address, poison) = await Poisoned(city);
        var before = (await city.Statuses())[address.Partition];
        var frames = city.ChangeLog.Frames(address.Partition).SelectMany(static frame => frame.Changes.ToArray()).ToArray();

        await city.Kill();
        city.Snapshots.Clear();
        await city.Start();

        var after = (await city.Statuses())[address.Partition];
        Assert.Equal((before.StateHash, before.Position), (after.StateHash, after.Position));
        Assert.Equal([poison], Skips(city, address.Partition));
        Assert.Equal(frames, city.ChangeLog.Frames(address.Partition).SelectMany(static frame => frame.Changes.ToArray()));
    }

    [Fact]
    public async Task Poison_waits_while_the_log_takes_nothing()
    {
        await using var city = await TestCity.Awake();
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        city.Log.RefusedActor = "fold";
        var poison = await city.Append(address.Partition, Noon, static writer => Unknown(writer));
        var reading = await city.Send(address, TwinValue.Of(4), Noon);
        await city.Pulse.Until(() => city.Log.Refusals >= 3, "three tries to log the skip");
        var progress = city.Services.GetRequiredService<ShardProgress>();
        Assert.False(progress.AllCaughtUp);
        Assert.Equal(poison.Sequence - 1, progress.Folded(address.Partition));

        city.Log.RefusedActor = null;
        await city.Folded(reading);

        Assert.Equal([poison.Sequence], Skips(city, address.Partition));
        Assert.True(progress.AllCaughtUp);
    }

    /// <summary>Three readings in one frame, the second of a kind that nobody knows; then a reading of another frame.</summary>
    private static async Task<(ChannelAddress Address, long Poison)> Poisoned(TestCity city)
    {
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        var last = await city.Append(address.Partition, Noon, writer =>
        {
            writer.Reading(address.Handle, TwinValue.Of(1), Noon, 0);
            Unknown(writer);
            writer.Reading(address.Handle, TwinValue.Of(2), Noon + 1, 0);
        });
        await city.Send(address, TwinValue.Of(3), Noon + 2);
        await city.Folded(last);
        return (address, last.Sequence - 1);
    }

    private static void Unknown(RecordWriter writer)
    {
        writer.Begin((RecordKind)200).Number(5);
        writer.End();
    }

    private static List<long> Skips(TestCity city, int partition)
    {
        var skips = new List<long>();
        foreach (var frame in city.Log.Frames(partition))
        {
            var reader = new RecordReader(frame.Records.Span);
            while (reader.Next())
            {
                if (reader.Kind == RecordKind.Skip)
                {
                    Assert.Equal("fold", frame.Actor);
                    skips.Add(reader.Number());
                }
            }
        }

        return skips;
    }
}
