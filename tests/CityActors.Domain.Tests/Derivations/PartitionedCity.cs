using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Derivations;

/// <summary>Several partitions, folded record by record, with somebody who carries partials between them.</summary>
internal sealed class PartitionedCity
{
    public const long Start = 1_764_000_000_000;
    private readonly ShardFold[] folds;
    private readonly Queue<(int Owner, byte[] Record)>[] pending;
    private readonly List<(int Owner, byte[] Record)>[] carried;

    public PartitionedCity(int partitions)
    {
        folds = [.. Enumerable.Range(0, partitions).Select(partition => new ShardFold(new ShardState(1, partition, partitions)))];
        pending = [.. folds.Select(static _ => new Queue<(int, byte[])>())];
        carried = [.. folds.Select(static _ => new List<(int, byte[])>())];
    }

    public long NowMs { get; set; } = Start;

    /// <summary>All windows that were told, oldest first.</summary>
    public List<DerivedPicture> Derived { get; } = [];

    /// <summary>Number of partials said.</summary>
    public int Partials { get; private set; }

    public ShardState State(string id) => folds[TwinId.PartitionOf(id, folds.Length)].State;

    public void Define(string id, string? json, DefinitionKind kind = DefinitionKind.Derivation) =>
        LogAll(writer => writer.Define(kind, id, json, "test"));

    /// <summary>A record for every partition.</summary>
    public void LogAll(Action<RecordWriter> write)
    {
        for (var partition = 0; partition < folds.Length; partition++)
        {
            Log(partition, write);
        }
    }

    /// <summary>A twin as it stands; null when there is none.</summary>
    public TwinState? Twin(string id) => State(id) is var state && state.TryFind(id, out var twin) ? state.Read(twin) : null;

    /// <summary>The last telling of a closed window of a target.</summary>
    public DerivedPicture Last(string target) => Derived.Last(one => one.Final && one.Target == target);

    public void Register(string id, TwinRelation? relation, params string[] channels) => Log(id, writer => writer.Register(
        TwinDefinition.Bare(id) with
        {
            Channels = [.. channels.Select(static name => new ChannelDefinition(name, null))],
            Relations = relation is { } known ? [known] : [],
        }));

    public void Read(string id, long atMs, params (string Channel, TwinValue Value)[] values)
    {
        var state = State(id);
        Assert.True(state.TryFind(id, out var twin));
        Log(id, writer =>
        {
            foreach (var (channel, value) in values)
            {
                writer.Reading(state.FindChannel(twin, channel), value, atMs, 0);
            }
        });
    }

    public void Read(string id, long atMs, string channel, double value, Quality quality = Quality.Good)
    {
        var state = State(id);
        Assert.True(state.TryFind(id, out var twin));
        Log(id, writer => writer.Reading(state.FindChannel(twin, channel), TwinValue.Of(value), atMs, 0, quality));
    }

    /// <summary>Logs the same in every partition.</summary>
    public void Everywhere(Action<RecordWriter> write)
    {
        for (var partition = 0; partition < folds.Length; partition++)
        {
            Log(partition, write);
        }
    }

    /// <summary>Time goes on, everywhere.</summary>
    public void Tick(long byMs = 1_000)
    {
        NowMs += byMs;
        LogAll(writer => writer.Tick(NowMs));
    }

    /// <summary>Carries everything that was said, and ticks, until nothing is said any more.</summary>
    public void Settle(long byMs = 60_000)
    {
        Tick(byMs);
        CarryAll();
        Tick(2_000);
        CarryAll();
    }

    private void CarryAll()
    {
        for (var i = 0; i < 50 && Array.Exists(pending, static queue => queue.Count > 0); i++)
        {
            while (Array.FindIndex(pending, static queue => queue.Count > 0) is >= 0 and var sender)
            {
                Carry(sender);
            }

            Tick(0);
        }
    }

    /// <summary>Carries some of what was said, some of it again.</summary>
    public void CarrySome(Random random)
    {
        for (var count = random.Next(6); count > 0; count--)
        {
            var sender = random.Next(folds.Length);
            if (random.Next(4) == 0 && carried[sender].Count > 0)
            {
                // Whoever carries went down before it had remembered how far it was: it begins again from an older place.
                foreach (var (owner, record) in carried[sender].Skip(random.Next(carried[sender].Count)).ToList())
                {
                    Append(owner, record);
                }
            }
            else if (pending[sender].Count > 0)
            {
                Carry(sender);
            }
        }
    }

    /// <summary>The newest revision of each closed window of a target, by end.</summary>
    public Dictionary<long, DerivedPicture> Closed(string target) => Derived.Where(one => one.Final && one.Target == target)
        .GroupBy(static one => one.EndMs).ToDictionary(static group => group.Key, static group => group.Last());

    public void Log(string id, Action<RecordWriter> write) => Log(TwinId.PartitionOf(id, folds.Length), write);

    private void Carry(int sender)
    {
        var one = pending[sender].Dequeue();
        carried[sender].Add(one);
        Append(one.Owner, one.Record);
    }

    private void Append(int owner, byte[] record) => Log(owner, writer => writer.Append(record, 1));

    private void Log(int partition, Action<RecordWriter> write)
    {
        var writer = new RecordWriter();
        write(writer);
        var changes = new ChangeWriter();
        var fold = folds[partition];
        var result = fold.Fold(
            new LogFrame
            {
                Generation = 1, Partition = partition, FirstSequence = fold.State.Sequence + 1, Count = writer.Count, ArrivedAtMs = NowMs,
                Tenant = "city", Actor = "test", Records = writer.Written.ToArray(),
            },
            changes);
        Assert.Null(result.Poison);
        for (var reader = new ChangeReader(changes.Written.Span); reader.Next();)
        {
            if (reader.Kind == ChangeKind.Derived)
            {
                Derived.Add(DerivedPicture.Read(reader.Fields()));
            }
            else if (reader.Kind == ChangeKind.Partial)
            {
                Partials++;
                var record = new RecordWriter();
                record.Partial(partition, reader);
                pending[partition].Enqueue((PartialRecords.OwnerOf(reader, folds.Length), record.Written.ToArray()));
            }
        }
    }
}
