using CityActors.Grains.Twins.Shards;
using CityActors.Twins;
using FsCheck.Xunit;

namespace CityActors.Grains.Tests.Shards;

/// <summary>
/// The shared reader against its plain definition: everybody gets each change of his twin after his place, once, in order.
/// </summary>
public sealed class ShardTailTests
{
    [Property(MaxTest = 200)]
    public void Tail_gives_each_subscriber_the_changes_of_his_twin_after_his_place_however_slices_are_cut(int seed)
    {
        var random = new Random(seed);
        var play = new TailPlay();
        for (var step = 0; step < 150; step++)
        {
            if (random.Next(4) == 0)
            {
                play.Pass(); // what was folded since the last time: none, one or many records
            }

            if (random.Next(3) == 0)
            {
                play.Join(TailPlay.Id(random.Next(5)), random);
            }

            play.Happen(TailPlay.Id(random.Next(5)), random);
        }

        play.Pass();
        Assert.NotEmpty(play.Followers);
        foreach (var follower in play.Followers)
        {
            var (twin, after, _) = follower;
            Assert.Equal(
                play.Told.Where(change => change.Twin == twin && after.CompareTo((change.Position.Sequence, change.Index)) < 0),
                TailPlay.Take(follower));
        }
    }

    [Fact]
    public void Subscriber_whose_queue_is_full_is_given_what_was_in_it_and_reads_on_from_there()
    {
        var play = new TailPlay();
        var subscription = new TwinSubscription(TailPlay.Id(1), (-1, TwinSubscription.All), 2);
        Assert.True(play.Tail.TryJoin(subscription));
        play.Register(TailPlay.Id(1));
        play.Pass();
        for (var number = 0; number < 3; number++)
        {
            play.Report(TailPlay.Id(1), number);
            play.Pass();
        }

        Assert.True(subscription.Waiting.TryRead(out var registered));
        Assert.True(subscription.Waiting.TryRead(out var first));
        Assert.False(subscription.Waiting.TryRead(out _));
        Assert.True(subscription.Waiting.Completion.IsCompletedSuccessfully);
        Assert.Equal(TwinChangeKind.Registered, registered.Kind);
        Assert.Equal((first.Position.Sequence, first.Index), subscription.Reached);
        Assert.False(play.Tail.TryJoin(subscription), "It must read two changes from the log first.");
    }
}
