using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CityActors.Commands;
using CityActors.Grains.Log;
using CityActors.Log;
using CityActors.Registry;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Orleans.Concurrency;

namespace CityActors.Grains.Twins.Doors;

/// <summary>
/// The door to a twin: it holds nothing but its key and the reference to the shard that keeps the row, so calls may interleave
/// freely and a door may go at any time.
/// </summary>
[Reentrant]
internal abstract class TwinDoor(DoorPorts ports) : Grain, ITwin
{
    /// <summary>Most relations or twins of an answer.</summary>
    protected const int AnswerMax = 1_000;

    private ITwinShardGrain? shard;

    /// <summary>What doors share.</summary>
    protected DoorPorts Ports => ports;

    /// <summary>URN of the twin: the key.</summary>
    protected string Id => this.GetPrimaryKeyString();

    private ITwinShardGrain Shard => shard ??= TwinId.IsValid(Id)
        ? ports.Shards.Of(Id)
        : throw new ArgumentException($"Expected a grain key urn:ngsi-ld:Type:local, got '{(Id.Length <= 80 ? Id : Id[..80] + "…")}'.");

    /// <inheritdoc/>
    public async Task<TwinState?> Read(LogPosition? atLeast = null)
    {
        var owner = Shard;
        return (await owner.Read([Id], PositionRules.SequenceOf(ports.Log, atLeast, ports.Shards.PartitionOf(Id))))[0];
    }

    /// <inheritdoc/>
    public async Task<LogPosition> Describe(TwinDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Id == Id
            ? await Shard.Describe([definition])
            : throw new ArgumentException($"Expected a definition of '{Id}', got one of '{definition.Id}'.");
    }

    /// <inheritdoc/>
    public Task<LogPosition> SetAttributes(ImmutableSortedDictionary<string, string?> attributes) =>
        Shard.Change(Id, attributes, [], []);

    /// <inheritdoc/>
    public Task<LogPosition> Relate(string name, string objectId) =>
        Shard.Change(Id, ImmutableSortedDictionary<string, string?>.Empty, [new TwinRelation(Id, name, objectId)], []);

    /// <inheritdoc/>
    public Task<LogPosition> Unrelate(string name, string objectId) =>
        Shard.Change(Id, ImmutableSortedDictionary<string, string?>.Empty, [], [new TwinRelation(Id, name, objectId)]);

    /// <inheritdoc/>
    public async Task<TwinRelations> Relations(LogPosition? atLeast = null)
    {
        var state = await Read(atLeast);
        var incoming = await ports.Registry.Incoming(Id, AnswerMax);
        return new TwinRelations(state is null ? [] : [.. state.Relations.Take(AnswerMax)], incoming);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TwinChange> Changes(
        LogPosition? after = null, int? afterIndex = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var change in Shard.Changes(Id, after, afterIndex, cancellationToken))
        {
            yield return change;
        }
    }

    /// <inheritdoc/>
    public Task<CityCommand> Command(
        string channel, TwinValue value, TimeSpan? timeToLive = null, string? key = null, string? why = null) =>
        ports.Commands.Request(new CommandRequest(Id, channel, value, timeToLive, key, why));

    /// <inheritdoc/>
    public Task<ImmutableArray<DesiredChannel>> Desired(LogPosition? atLeast = null) => ports.Commands.Desired(Id, atLeast);

    /// <inheritdoc/>
    public Task<LogPosition> Delete() => Shard.Delete([Id]);
}
