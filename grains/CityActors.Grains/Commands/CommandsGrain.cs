using System.Collections.Immutable;
using CityActors.Commands;
using CityActors.Grains.Changes;
using CityActors.Grains.Commands.Actuators;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Grains.Twins.Writing;
using CityActors.Log;
using CityActors.Streams;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Orleans.Concurrency;

namespace CityActors.Grains.Commands;

/// <summary>
/// Commands of all twins: what is asked goes to the shards, lists come from the projection. Reentrant: it holds nothing, and a call that
/// waits for news must not hold up others.
/// </summary>
[StatelessWorker]
[Reentrant]
internal sealed class CommandsGrain(
    ICommandStore store, ActuatorCatalog catalog, ShardGrains shards, ICityLog log, WatermarkWait wait, CommandSignal signal,
    TimeProvider time)
    : Grain, ICommandsGrain
{
    private const int PageMax = 1_000;
    private const int TextLengthMax = 256;
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task<CityCommand> Request(CommandRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        TwinRules.CheckId(request.Twin, "twin");
        var type = TwinId.TypeOf(request.Twin);
        if (catalog.Find(type, request.Channel ?? "", time.GetUtcNow()) is not { } actuator)
        {
            throw new CommandRefusedException(CommandRefusedException.NoActuator, Allowed(type, request.Channel));
        }

        // Not every caller can tell a word from a text: the actuator can.
        if (request.Value.Kind is ValueKind.Code or ValueKind.Text && (actuator.Kind is ValueKind.Code or ValueKind.Text))
        {
            request = request with { Value = request.Value with { Kind = actuator.Kind } };
        }

        ActuatorRules.Check(request, actuator);
        return shards.Of(request.Twin).Command(request, actuator);
    }

    /// <inheritdoc/>
    public Task<CityCommand> Cancel(string id, string? why)
    {
        var position = Own(id);
        return shards.All[position.Partition].CancelCommand(position.Sequence, why);
    }

    /// <inheritdoc/>
    public async Task<CommandDetails?> Get(string id, LogPosition? atLeast)
    {
        var position = Own(id);
        await Reach(atLeast is { } asked && asked.Partition == position.Partition ? [asked] : []);
        return await store.Get(id);
    }

    /// <inheritdoc/>
    public async Task<CommandPage> List(CommandQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Most.Check(query.Most, PageMax);
        foreach (var text in (ReadOnlySpan<string?>)[query.Twin, query.Type, query.Actor, query.After])
        {
            ActuatorRules.CheckText(text, TextLengthMax, "a text to search for");
        }

        await Reach(query.AtLeast.IsDefault ? [] : query.AtLeast);
        return await store.List(query);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<DesiredChannel>> Desired(string twin, LogPosition? atLeast)
    {
        TwinRules.CheckId(twin, nameof(twin));
        return shards.Of(twin).DesiredChannels(twin, PositionRules.SequenceOf(log, atLeast, shards.PartitionOf(twin)));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Actuator>> Actuators(string? type) => Task.FromResult(catalog.At(time.GetUtcNow(), type));

    /// <inheritdoc/>
    public async Task<CommandNews> News(ChangeToken? after, string? twin, int most, TimeSpan waitFor)
    {
        Most.Check(most, PageMax);
        if (after is null)
        {
            return new CommandNews([], await Now());
        }

        if (after.Generation != log.Generation || after.Partitions != log.Partitions)
        {
            throw new ArgumentException(
                $"Expected a token of generation {log.Generation} with {log.Partitions} partitions, got one of {after.Generation} with "
                    + $"{after.Partitions}.");
        }

        var started = time.GetTimestamp();
        var patience = waitFor < WaitMax ? waitFor : WaitMax;
        while (true)
        {
            var next = signal.Next;
            var news = await store.News(after, twin, most);
            var left = patience - time.GetElapsedTime(started);
            if (!news.Commands.IsEmpty || left <= TimeSpan.Zero)
            {
                return news;
            }

            // The follower may run in another process: so it is also looked now and then.
            await Task.WhenAny(next, Task.Delay(left < LookEvery ? left : LookEvery, time));
        }
    }

    private async Task<ChangeToken> Now()
    {
        var marks = ImmutableArray.CreateBuilder<long>(log.Partitions);
        for (var partition = 0; partition < log.Partitions; partition++)
        {
            marks.Add(ChangeMark.After(await store.Watermark(partition)));
        }

        return new ChangeToken(log.Generation, marks.MoveToImmutable());
    }

    private async Task Reach(ImmutableArray<LogPosition> positions)
    {
        foreach (var position in positions)
        {
            PositionRules.Check(log, position, position.Partition);
            await wait.Until(position, "list of commands", () => store.Watermark(position.Partition));
        }
    }

    private LogPosition Own(string id)
    {
        var position = CommandViews.PositionOf(id);
        return position.Generation == log.Generation && position.Partition < log.Partitions
            ? position
            : throw new CommandNotFoundException(id);
    }

    private string Allowed(string type, string? channel)
    {
        var known = catalog.At(time.GetUtcNow(), type);
        var asked = channel is null ? "nothing" : channel.Length <= 64 ? channel : channel[..64] + "…";
        return known.IsEmpty
            ? $"A {type} takes no commands; these do: "
                + string.Join(", ", catalog.At(time.GetUtcNow(), null).Select(static one => one.Type).Distinct()) + "."
            : $"Channel '{asked}' of a {type} takes no commands; these do: "
                + string.Join("; ", known.Select(static one => $"{one.Channel} ({ActuatorRules.Expected(one)})")) + ".";
    }
}
