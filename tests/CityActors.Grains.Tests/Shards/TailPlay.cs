using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Grains.Twins.Shards;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Tests.Shards;

/// <summary>A fold whose slices pass a tail, and everything that was ever told, for comparing.</summary>
internal sealed class TailPlay
{
    private const long Noon = 1_790_000_000_000;
    private readonly RecordWriter records = new();
    private readonly ShardFold fold = new(new ShardState(1, 0, 1));
    private ChangeWriter changes = new();

    public TailPlay() => Tail = new ShardTail(fold.State);

    public ShardTail Tail { get; }

    /// <summary>Everything that has passed.</summary>
    public List<TwinChange> Told { get; } = [];

    /// <summary>Who joined, and where they stood.</summary>
    public List<(string Twin, (long, int) After, TwinSubscription Subscription)> Followers { get; } = [];

    public static string Id(int number) => $"urn:ngsi-ld:Sensor:{number}";

    /// <summary>What waits for a follower.</summary>
    public static IEnumerable<TwinChange> Take((string Twin, (long, int) After, TwinSubscription Subscription) follower)
    {
        while (follower.Subscription.Waiting.TryRead(out var change))
        {
            yield return change;
        }
    }

    /// <summary>Something happens to a twin: it is made, reports or is deleted.</summary>
    public void Happen(string id, Random random)
    {
        if (!fold.State.TryFind(id, out _))
        {
            Register(id);
        }
        else if (random.Next(6) == 0)
        {
            Fold(writer => writer.Delete(id));
        }
        else
        {
            Report(id, random.Next());
        }
    }

    public void Register(string id) =>
        Fold(writer => writer.Register(TwinDefinition.Bare(id) with { Channels = [new("level", null)] }));

    public void Report(string id, double value)
    {
        Assert.True(fold.State.TryFind(id, out var twin));
        Fold(writer => writer.Reading(
            fold.State.FindChannel(twin, "level"), TwinValue.Of(value), Noon + fold.State.Sequence, 0));
    }

    /// <summary>Somebody follows from the newest record, or from one between that and those that have passed.</summary>
    public void Join(string id, Random random)
    {
        var after = (random.NextInt64(Tail.Passed, fold.State.Sequence + 1), TwinSubscription.All);
        var subscription = new TwinSubscription(id, after, 10_000);
        Assert.True(Tail.TryJoin(subscription));
        Followers.Add((id, after, subscription));
    }

    /// <summary>What was folded since the last time passes.</summary>
    public void Pass()
    {
        var frame = new ChangeFrame
        {
            Generation = 1,
            Partition = 0,
            FirstSequence = Tail.Passed + 1,
            LastSequence = fold.State.Sequence,
            Count = changes.Count,
            Changes = changes.Written,
        };
        Tail.Pass(frame);
        var reader = new ChangeReader(changes.Written.Span);
        while (reader.Next())
        {
            if (TwinChanges.IsTold(reader.Kind, out var kind))
            {
                Told.Add(TwinChanges.Tell(reader, frame, kind, fold.State.Names.Twin(reader.Twin), fold.State.Names));
            }
        }

        changes = new ChangeWriter();
    }

    private void Fold(Action<RecordWriter> write)
    {
        records.Clear();
        write(records);
        Assert.Null(fold.Fold(
            new LogFrame
            {
                Generation = 1,
                Partition = 0,
                FirstSequence = fold.State.Sequence + 1,
                Count = records.Count,
                ArrivedAtMs = Noon,
                Tenant = "test",
                Actor = "test",
                Records = records.Written.ToArray(),
            },
            changes).Poison);
    }
}
