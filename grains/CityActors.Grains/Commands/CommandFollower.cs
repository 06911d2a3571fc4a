using CityActors.Commands;
using CityActors.Domain.Changes;
using CityActors.Grains.Changes;
using CityActors.Grains.Commands.Delivery;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Grains.Twins;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Commands;

/// <summary>
/// Brings commands into their projection, and, once they are there, to the desk from which they are delivered: what a crash takes from
/// the desk is read from the projection again.
/// </summary>
internal sealed class CommandFollower(
    ICommandStore store, CommandDesk desk, CommandSignal signal, ShardGrains shards, IChangeLog changes, ICityLog log,
    IOptions<FollowerOptions> options, TimeProvider time, ILogger<CommandFollower> logger)
    : ChangeFollower<List<CommandEntry>>("commands", changes, log.Partitions, options.Value.ProjectionDelay, options, time, logger)
{
    private const int PageCommands = 2_000;

    /// <inheritdoc/>
    protected override ValueTask<long> Watermark(int partition, CancellationToken cancellationToken) =>
        store.Watermark(partition, cancellationToken);

    /// <inheritdoc/>
    protected override int CountOf(List<CommandEntry> batch) => batch.Count;

    /// <inheritdoc/>
    protected override ValueTask Take(ChangeFrame frame, long after, List<CommandEntry> batch, CancellationToken cancellationToken)
    {
        var reader = new ChangeReader(frame.Changes.Span);
        while (reader.Next())
        {
            if (reader.Kind == ChangeKind.CommandChanged && reader.Sequence > after)
            {
                var picture = CommandPicture.Read(reader.Fields());
                batch.Add(new CommandEntry(
                    reader.Sequence, reader.Index, CommandViews.Of(picture), picture.EndedSequence == reader.Sequence));
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task Store(int partition, List<CommandEntry> batch, long upTo, CancellationToken cancellationToken)
    {
        await store.Apply(partition, batch, upTo, cancellationToken);
        foreach (var entry in batch)
        {
            desk.Take(entry.Command);
            if (entry.HasEnded)
            {
                CityMeters.CommandEnded(entry.Command.State);
            }
        }

        if (batch.Count > 0)
        {
            signal.Pulse();
        }

        batch.Clear();
    }

    /// <summary>
    /// What is lacking is retained no more: the shard says how its commands stand; what it does not know
    /// any more has ended in between.
    /// </summary>
    protected override async ValueTask<long> Bridge(int partition, long watermark, long oldest, CancellationToken cancellationToken)
    {
        var lost = (await store.Pending(DateTimeOffset.MinValue, cancellationToken))
            .Where(one => CommandViews.PositionOf(one.Id).Partition == partition)
            .ToDictionary(static one => one.Id);
        var entries = new List<CommandEntry>();
        for (var slot = 0; slot >= 0;)
        {
            var page = await shards.All[partition].KeptCommands(slot, PageCommands).WaitAsync(cancellationToken);
            slot = page.NextSlot;
            foreach (var command in page.Commands)
            {
                lost.Remove(command.Id);
                entries.Add(new CommandEntry(command.Position.Sequence, 0, command, false));
            }
        }

        foreach (var command in lost.Values)
        {
            var position = command.Position with { Sequence = oldest - 1 };
            entries.Add(new CommandEntry(
                position.Sequence, 0, command with { State = CommandState.Expired, Reason = "unknown", Position = position }, true));
        }

        await store.Apply(partition, [.. entries.OrderBy(static one => one.Sequence)], oldest - 1, cancellationToken);
        entries.ForEach(entry => desk.Take(entry.Command));
        return oldest - 1;
    }
}
