using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CityActors.Commands;
using CityActors.Grains.Commands;
using CityActors.Grains.Definitions;
using CityActors.Derivations;
using CityActors.Grains.Derivations;
using CityActors.Grains.Map;
using CityActors.Grains.Twins.Writing;
using CityActors.Log;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Orleans.Concurrency;

namespace CityActors.Grains.Twins.Shards;

/// <summary>
/// One partition of the city. It wakes with its activation and stays awake while the city is.
/// </summary>
/// <remarks>
/// Reentrant, so that reads come in between slices of folding. The invariant across every await: the state stands exactly at
/// <see cref="Domain.Twins.ShardState.Sequence"/>, because a frame is folded without awaiting and nothing but the fold changes the
/// state; a method that awaits takes nothing from the state before that it uses after.
/// </remarks>
[KeepAlive]
[Reentrant]
internal sealed class TwinShardGrain(ShardPorts ports) : Grain, ITwinShardGrain, IDefinitionShelfGrain
{
    private const int DerivedMax = 1_000;
    private readonly CancellationTokenSource stop = new();
    private int partition;
    private ShardLoop loop = null!;
    private ShardWriter writer = null!;
    private ShardResolver resolver = null!;
    private ShardChanges changes = null!;
    private ShardCommands commands = null!;
    private Task life = Task.CompletedTask;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyLong();
        if (key < 0 || key >= ports.Log.Partitions)
        {
            throw new ArgumentException($"Expected a partition from 0 to {ports.Log.Partitions - 1}, got {key}.");
        }

        partition = (int)key;
        loop = new ShardLoop(ports, partition, DeactivateOnIdle);
        writer = new ShardWriter(ports, partition);
        resolver = new ShardResolver(ports, writer, partition);
        changes = new ShardChanges(ports, partition);
        commands = new ShardCommands(ports, writer, partition);
        life = loop.Run(stop.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await life.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ShardStatus> Wake() => Task.FromResult(loop.Status());

    /// <inheritdoc/>
    public async Task<ImmutableArray<TwinState?>> Read(ImmutableArray<string> ids, long atLeast)
    {
        TwinRules.CheckCount(ids, TwinRules.ItemsMax, "ids");
        foreach (var id in ids)
        {
            TwinRules.CheckId(id, partition, ports.Log.Partitions, "id");
        }

        var run = await loop.Ready();
        await run.Waiters.Until(atLeast);
        var states = ImmutableArray.CreateBuilder<TwinState?>(ids.Length);
        foreach (var id in ids)
        {
            states.Add(run.State.TryFind(id, out var twin) ? run.State.Read(twin) : null);
        }

        return states.MoveToImmutable();
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ChannelAddress>> Resolve(ImmutableArray<ChannelName> channels, bool register) =>
        await resolver.Resolve(await loop.Ready(), channels, register);

    /// <inheritdoc/>
    public async Task<LogPosition> Describe(ImmutableArray<TwinDefinition> definitions) =>
        await writer.Describe(await loop.Ready(), definitions);

    /// <inheritdoc/>
    public async Task<LogPosition> Change(
        string id, ImmutableSortedDictionary<string, string?> attributes, ImmutableArray<TwinRelation> relate,
        ImmutableArray<TwinRelation> unrelate) =>
        await writer.Change(await loop.Ready(), id, attributes, relate, unrelate);

    /// <inheritdoc/>
    public async Task<LogPosition> Delete(ImmutableArray<string> ids) => await writer.Delete(await loop.Ready(), ids);

    /// <inheritdoc/>
    public async Task<ImmutableArray<MapPoint>> Within(MapView view)
    {
        MapRules.Check(view);
        return (await loop.Ready()).State.Within(view);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> OnSegment(string roadSegment, int most)
    {
        TwinRules.CheckId(roadSegment, "roadSegment");
        Most.Check(most, TwinRules.ItemsMax);
        return (await loop.Ready()).State.OnSegment(roadSegment, most);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TwinChange> Changes(
        string id, LogPosition? after, int? afterIndex, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        TwinRules.CheckId(id, partition, ports.Log.Partitions, "id");
        PositionRules.Check(ports.Log, after, partition);
        PositionRules.CheckIndex(after, afterIndex);
        var run = await loop.Ready();
        await foreach (var change in changes.Follow(run, id, after, afterIndex, cancellationToken))
        {
            yield return change;
        }
    }

    /// <inheritdoc/>
    public async Task<CityCommand> Command(CommandRequest request, Actuator actuator) =>
        await commands.Request(await loop.Ready(), request, actuator);

    /// <inheritdoc/>
    public async Task<CityCommand> CancelCommand(long command, string? why) =>
        await commands.Cancel(await loop.Ready(), command, why);

    /// <inheritdoc/>
    public async Task<ImmutableArray<DesiredChannel>> DesiredChannels(string id, long atLeast)
    {
        var run = await loop.Ready();
        await run.Waiters.Until(atLeast);
        return ShardCommands.Desired(run, id);
    }

    /// <inheritdoc/>
    public async Task<KeptCommands> KeptCommands(int fromSlot, int most) =>
        ShardCommands.Kept(await loop.Ready(), fromSlot, most);

    /// <inheritdoc/>
    public async Task<ImmutableArray<DerivedWindow>> Derived(ImmutableArray<string> ids, int closed, long atLeast)
    {
        TwinRules.CheckCount(ids, DerivedMax, "ids");
        ArgumentOutOfRangeException.ThrowIfNegative(closed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(closed, DerivedMax);
        var run = await loop.Ready();
        await run.Waiters.Until(atLeast);
        return DerivedViews.Of(run.State, ids, closed);
    }

    /// <inheritdoc/>
    public async Task<long> Carried() => (await loop.Ready()).State.CarriedUpTo;

    /// <inheritdoc/>
    public async Task<ShardExport> Export(int fromHandle, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromHandle);
        Most.Check(most, TwinRules.ItemsMax);
        var state = (await loop.Ready()).State;
        var end = (int)Math.Min((long)fromHandle + most, state.TwinHandles);
        var twins = ImmutableArray.CreateBuilder<TwinState>();
        for (var handle = fromHandle; handle < end; handle++)
        {
            if (state.Read(handle) is { } twin)
            {
                twins.Add(twin);
            }
        }

        return new ShardExport(
            twins.ToImmutable(), end < state.TwinHandles ? end : -1, new LogPosition(state.Generation, partition, state.Sequence));
    }

    /// <inheritdoc/>
    public async Task<DefinitionShelfPage> ExportDefinitions(int from)
    {
        const int PageBytes = 4 << 20;
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        var state = (await loop.Ready()).State;
        var (pictures, next) = state.DefinitionsFrom(from, PageBytes);
        return new DefinitionShelfPage(pictures, next, new LogPosition(state.Generation, partition, state.Sequence));
    }
}
