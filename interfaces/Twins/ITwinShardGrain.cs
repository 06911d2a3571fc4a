using System.Collections.Immutable;
using CityActors.Commands;
using CityActors.Derivations;
using CityActors.Log;
using CityActors.Map;
using CityActors.Twins.Channels;

namespace CityActors.Twins;

/// <summary>
/// Owns one partition of the city: folds its part of the log into rows and emits what follows. Keyed by partition number.
/// Reads interleave with folding. Gateways and doors talk to it in batches; everybody else talks to <see cref="ITwin"/>.
/// </summary>
[Alias("city.ITwinShardGrain")]
public interface ITwinShardGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure the shard is awake and folding. Idempotent.</summary>
    [Alias("Wake")]
    Task<ShardStatus> Wake();

    /// <summary>States of several twins of this partition, in the order asked for; null where there is none.</summary>
    /// <param name="ids">At most 10,000 URNs.</param>
    /// <param name="atLeast">Wait until this sequence is folded; negative: as it stands.</param>
    [Alias("Read")]
    Task<ImmutableArray<TwinState?>> Read(ImmutableArray<string> ids, long atLeast);

    /// <summary>
    /// Turns names of channels into handles. Unknown twins and channels are registered when asked for: the Register record is
    /// durable and folded before this returns.
    /// </summary>
    /// <param name="channels">At most 10,000, all of this partition.</param>
    /// <param name="register">Whether what is unknown is registered, or answered unresolved.</param>
    [Alias("Resolve")]
    Task<ImmutableArray<ChannelAddress>> Resolve(ImmutableArray<ChannelName> channels, bool register);

    /// <summary>Registers or describes several twins of this partition in one flush. Idempotent.</summary>
    [Alias("Describe")]
    Task<LogPosition> Describe(ImmutableArray<TwinDefinition> definitions);

    /// <summary>Sets attributes (null removes), adds and removes relations of one twin.</summary>
    [Alias("Change")]
    Task<LogPosition> Change(
        string id,
        ImmutableSortedDictionary<string, string?> attributes,
        ImmutableArray<TwinRelation> relate,
        ImmutableArray<TwinRelation> unrelate);

    /// <summary>Deletes twins of this partition in one flush. Idempotent.</summary>
    [Alias("Delete")]
    Task<LogPosition> Delete(ImmutableArray<string> ids);

    /// <summary>Live twins inside a view, at most as many as it says, newest first.</summary>
    [Alias("Within")]
    Task<ImmutableArray<MapPoint>> Within(MapView view);

    /// <summary>Twins of this partition matched to a road segment now.</summary>
    [Alias("OnSegment")]
    Task<ImmutableArray<string>> OnSegment(string roadSegment, int most);

    /// <summary>Changes of one twin after a change; ends only when cancelled. See <see cref="ITwin.Changes"/>.</summary>
    [Alias("Changes")]
    IAsyncEnumerable<TwinChange> Changes(
        string id, LogPosition? after, int? afterIndex, CancellationToken cancellationToken = default);

    /// <summary>
    /// Windows of what is derived for twins of this partition: open ones as they stand, then closed ones, newest first, for each
    /// derivation of each twin in the order asked for.
    /// </summary>
    /// <param name="ids">At most 1,000 URNs.</param>
    /// <param name="closed">Most closed windows of each derivation, 0-1,000.</param>
    /// <param name="atLeast">Wait until this sequence is folded; negative: as it stands.</param>
    [Alias("Derived")]
    Task<ImmutableArray<DerivedWindow>> Derived(ImmutableArray<string> ids, int closed, long atLeast);

    /// <summary>
    /// Up to which of its records what this partition contributes to derived twins was carried to their partitions; -1: nothing yet.
    /// </summary>
    [Alias("Carried")]
    Task<long> Carried();

    /// <summary>
    /// Every twin of the partition in handle order, for rebuilding a projection: at most <paramref name="most"/> from
    /// <paramref name="fromHandle"/>.
    /// </summary>
    [Alias("Export")]
    Task<ShardExport> Export(int fromHandle, int most);

    /// <summary>Asks for a command of a twin of this partition; see <see cref="ICommandsGrain.Request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="actuator">The actuator of its channel.</param>
    [Alias("Command")]
    Task<CityCommand> Command(CommandRequest request, Actuator actuator);

    /// <summary>Takes a command of this partition back; see <see cref="ICommandsGrain.Cancel"/>.</summary>
    [Alias("CancelCommand")]
    Task<CityCommand> CancelCommand(long command, string? why);

    /// <summary>What the channels of a twin are wanted to show; see <see cref="ICommandsGrain.Desired"/>.</summary>
    [Alias("DesiredChannels")]
    Task<ImmutableArray<DesiredChannel>> DesiredChannels(string id, long atLeast);

    /// <summary>Commands that the partition keeps, for making a projection: at most <paramref name="most"/> from a slot on.</summary>
    [Alias("KeptCommands")]
    Task<KeptCommands> KeptCommands(int fromSlot, int most);
}

/// <summary>Part of the commands that a partition keeps.</summary>
/// <param name="Commands">Some of them.</param>
/// <param name="NextSlot">Where to go on; negative: that was all.</param>
[GenerateSerializer, Immutable, Alias("city.KeptCommands")]
public sealed record KeptCommands(
    [property: Id(0)] ImmutableArray<CityCommand> Commands,
    [property: Id(1)] int NextSlot);

/// <summary>Name of a channel: twin URN and channel.</summary>
/// <param name="Twin">URN.</param>
/// <param name="Channel">Channel name.</param>
/// <param name="Unit">Unit to register an unknown channel with; null when not known.</param>
[GenerateSerializer, Immutable, Alias("city.ChannelName")]
public readonly record struct ChannelName(
    [property: Id(0)] string Twin,
    [property: Id(1)] string Channel,
    [property: Id(2)] string? Unit);

/// <summary>How a shard stands.</summary>
/// <param name="Position">Folded up to and including this record; sequence -1 when nothing has been folded.</param>
/// <param name="Committed">Newest durable sequence of the partition.</param>
/// <param name="Epoch">Activation epoch: grows with every activation, fences snapshots.</param>
/// <param name="Twins">Registered twins, expired ones included.</param>
/// <param name="Channels">Their channels.</param>
/// <param name="StateHash">XXH3 of the whole state, for comparing two runs; computed on demand.</param>
/// <param name="FoldVersion">Version of the fold; hashes compare within one version.</param>
/// <param name="Snapshot">Sequence that the newest published snapshot holds; -1 when there is none.</param>
/// <param name="CaughtUp">Whether replay after the start is over.</param>
[GenerateSerializer, Immutable, Alias("city.ShardStatus")]
public sealed record ShardStatus(
    [property: Id(0)] LogPosition Position,
    [property: Id(1)] long Committed,
    [property: Id(2)] long Epoch,
    [property: Id(3)] int Twins,
    [property: Id(4)] int Channels,
    [property: Id(5)] ulong StateHash,
    [property: Id(6)] int FoldVersion,
    [property: Id(7)] long Snapshot,
    [property: Id(8)] bool CaughtUp);

/// <summary>Part of a shard's twins, for rebuilding a projection.</summary>
/// <param name="Twins">States, all of the position <paramref name="Position"/>.</param>
/// <param name="NextHandle">Where to go on; negative: that was all.</param>
/// <param name="Position">Position of the shard while it read them.</param>
[GenerateSerializer, Immutable, Alias("city.ShardExport")]
public sealed record ShardExport(
    [property: Id(0)] ImmutableArray<TwinState> Twins,
    [property: Id(1)] int NextHandle,
    [property: Id(2)] LogPosition Position);
