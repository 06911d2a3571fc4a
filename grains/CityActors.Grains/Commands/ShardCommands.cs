using System.Collections.Immutable;
using CityActors.Commands;
using CityActors.Domain.Changes;
using CityActors.Domain.Commands;
using CityActors.Domain.Log;
using CityActors.Grains.Commands.Actuators;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Grains.Twins.Shards;
using CityActors.Grains.Twins.Writing;
using CityActors.Identity;
using CityActors.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Commands;

/// <summary>
/// Writes commands of a shard's twins into the log and answers with what the fold made of them: two who ask at the same time with one
/// key get one command.
/// </summary>
internal sealed class ShardCommands(ShardPorts ports, ShardWriter writer, int partition)
{
    /// <summary>Asks for a command that its actuator takes.</summary>
    public async Task<CityCommand> Request(ShardRun run, CommandRequest request, Actuator actuator)
    {
        TwinRules.CheckId(request.Twin, partition, ports.Log.Partitions, "twin");
        ActuatorRules.Check(request, actuator);
        if (!run.State.TryFind(request.Twin, out var twin))
        {
            throw new TwinNotFoundException(request.Twin);
        }

        if (Known(run, request) is { } known)
        {
            return known;
        }

        if (run.State.FindChannel(twin, request.Channel) < 0)
        {
            await writer.Describe(run, [TwinDefinition.Bare(request.Twin) with
            {
                Channels = [new ChannelDefinition(request.Channel, actuator.Unit)],
            }]);
        }

        var records = new RecordWriter();
        records.Command(new CommandOrder(
            request.Twin, request.Channel, request.Value, actuator.Tolerance, request.Key, request.Why,
            ports.NowMs + (long)(request.TimeToLive ?? actuator.TimeToLive).TotalMilliseconds,
            (long)actuator.OutcomeWithin.TotalMilliseconds));
        var sequence = await Append(run, records);
        return run.State.Command(sequence) is { } command
            ? CommandViews.Of(command)
            : Known(run, request) ?? throw new TwinNotFoundException(request.Twin);
    }

    /// <summary>Takes a command back.</summary>
    public async Task<CityCommand> Cancel(ShardRun run, long command, string? why)
    {
        ActuatorRules.CheckText(why, CommandRecords.ReasonLengthMax, "a reason");
        var id = new LogPosition(ports.Log.Generation, partition, command).ToString();
        var before = run.State.Command(command) ?? throw new CommandNotFoundException(id);
        if (before.State is CommandState.Queued or CommandState.Sent)
        {
            var records = new RecordWriter();
            records.CommandOutcome(new CommandOutcome(command, before.Twin, OutcomeKind.Cancel, why));
            await Append(run, records);
        }

        // The device may have been faster: what the fold says counts.
        var after = run.State.Command(command) ?? throw new CommandNotFoundException(id);
        return after.State == CommandState.Cancelled
            ? CommandViews.Of(after)
            : throw new CommandRefusedException(
                CommandRefusedException.TooLate,
                $"Command {id} is {after.State.ToString().ToLowerInvariant()}: only one that is queued or sent can be cancelled.");
    }

    /// <summary>What the channels of a twin are wanted to show.</summary>
    public static ImmutableArray<DesiredChannel> Desired(ShardRun run, string id)
    {
        if (!run.State.TryFind(id, out var twin))
        {
            throw new TwinNotFoundException(id);
        }

        var reported = run.State.Read(twin)!.Channels.ToDictionary(static one => one.Name, static one => one.Value);
        return
        [
            .. run.State.DesiredOf(id).OrderBy(static one => one.Channel, StringComparer.Ordinal)
                .Select(one => new DesiredChannel(one.Channel, CommandViews.Of(one), reported.GetValueOrDefault(one.Channel))),
        ];
    }

    /// <summary>Commands that are kept, from a slot on.</summary>
    public static KeptCommands Kept(ShardRun run, int fromSlot, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromSlot);
        Most.Check(most, TwinRules.ItemsMax);
        var (commands, next) = run.State.CommandsFrom(fromSlot, most);
        return new KeptCommands([.. commands.Select(CommandViews.Of)], next);
    }

    private static CityCommand? Known(ShardRun run, CommandRequest request)
    {
        if (request.Key is not { } key || run.State.Command(request.Twin, key) is not { } known)
        {
            return null;
        }

        return known.Channel == request.Channel && known.Value == request.Value
            ? CommandViews.Of(known)
            : throw new CommandRefusedException(
                CommandRefusedException.KeyUsed,
                $"The idempotency key '{key}' was used for command {known.Id}, {Shown(known)}: expected the same, or another key.");
    }

    private static string Shown(CommandPicture command) => $"{command.Channel} = {command.Value}";

    private async Task<long> Append(ShardRun run, RecordWriter records)
    {
        var positions = await ports.Log.Append(
            [new LogEntry(partition, Caller.Tenant, Caller.Actor, ports.NowMs, records.Count, records.Written)]);
        await run.Waiters.Until(positions[0].Sequence);
        return positions[0].Sequence;
    }
}
