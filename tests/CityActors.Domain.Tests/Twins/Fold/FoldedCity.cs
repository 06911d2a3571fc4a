using CityActors.Domain.Changes;
using CityActors.Domain.Derivations;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Twins.Fold;

/// <summary>One partition that is folded record by record, as a shard does it, with everything it said.</summary>
internal sealed class FoldedCity
{
    public const long Start = 1_764_000_000_000;
    private readonly ChangeWriter changes = new();

    public FoldedCity(ShardState? from = null) => Fold = new ShardFold(from ?? new ShardState(1, 0, 1));

    public ShardFold Fold { get; }

    public ShardState State => Fold.State;

    /// <summary>Everything that was said, as it is encoded.</summary>
    public ReadOnlySpan<byte> Said => changes.Written.Span;

    public long NowMs { get; set; } = Start;

    public string Actor { get; set; } = "gateway";

    /// <summary>Logs one frame and folds it; poison is skipped as a shard skips it.</summary>
    public LogFrame Log(Action<RecordWriter> write)
    {
        var writer = new RecordWriter();
        write(writer);
        var frame = Frame(State.Sequence + 1, NowMs, Actor, writer.Count, writer.Written.ToArray());
        Take(frame);
        return frame;
    }

    /// <summary>Folds a frame; a record that cannot be folded is skipped.</summary>
    /// <returns>The records that were skipped.</returns>
    public List<PoisonedRecord> Take(LogFrame frame)
    {
        var skipped = new List<PoisonedRecord>();
        while (Fold.Fold(frame, changes).Poison is { } poison)
        {
            Assert.True(skipped.Count < frame.Count, "The fold stumbles over the same record again.");
            skipped.Add(poison);
            Fold.Skip(poison.Sequence, poison.Reason);
        }

        return skipped;
    }

    public static LogFrame Frame(long first, long arrivedAtMs, string actor, int count, byte[] records) => new()
    {
        Generation = 1,
        Partition = 0,
        FirstSequence = first,
        Count = count,
        ArrivedAtMs = arrivedAtMs,
        Tenant = "city",
        Actor = actor,
        Records = records,
    };

    public int Register(string id, params string[] channels)
    {
        var definition = TwinDefinition.Bare(id) with
        {
            Channels = [.. channels.Select(static name => new ChannelDefinition(name, null))],
        };
        Log(writer => writer.Register(definition));
        return State.TryFind(id, out var twin) ? twin : throw new InvalidOperationException($"{id} was not registered.");
    }

    public int Channel(string id, string name) =>
        State.TryFind(id, out var twin) && State.FindChannel(twin, name) is >= 0 and var channel
            ? channel
            : throw new InvalidOperationException($"{id} has no channel {name}.");

    public void Read(string id, string channel, TwinValue value, long observedAtMs, uint number = 0) =>
        Log(writer => writer.Reading(Channel(id, channel), value, observedAtMs, number));

    public ChannelState? Live(string id, string channel) =>
        State.TryFind(id, out var twin) ? State.Read(twin)!.Channel(channel) : null;

    /// <summary>Kinds of what was said, oldest first.</summary>
    public List<ChangeKind> Kinds()
    {
        var kinds = new List<ChangeKind>();
        for (var reader = new ChangeReader(Said); reader.Next();)
        {
            kinds.Add(reader.Kind);
        }

        return kinds;
    }

    /// <summary>What was set aside, oldest first.</summary>
    public List<Refusal> Refusals()
    {
        var refusals = new List<Refusal>();
        for (var reader = new ChangeReader(Said); reader.Next();)
        {
            if (reader.Kind == ChangeKind.Quarantined)
            {
                refusals.Add(Refusal.Read(reader.Fields()));
            }
        }

        return refusals;
    }

    /// <summary>What it said that it contributes, as the records that it is carried by.</summary>
    public List<byte[]> Partials()
    {
        var partials = new List<byte[]>();
        for (var reader = new ChangeReader(Said); reader.Next();)
        {
            if (reader.Kind == ChangeKind.Partial)
            {
                var record = new RecordWriter();
                record.Partial(0, reader);
                partials.Add(record.Written.ToArray());
            }
        }

        return partials;
    }

    /// <summary>Forgets what was said so far.</summary>
    public void Listen() => changes.Clear();
}
