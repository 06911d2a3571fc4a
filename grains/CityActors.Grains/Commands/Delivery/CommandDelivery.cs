using CityActors.Commands;
using CityActors.Domain.Commands;
using CityActors.Domain.Log;
using CityActors.Grains.Log;
using CityActors.Grains.Loops;
using CityActors.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Commands.Delivery;

/// <summary>
/// Sends commands to devices that are connected, again with growing pauses until they answer, and says in the log that it did. What is
/// to be sent is read from the projection at the start: a crash between durable and sent leaves nothing out, one between sent and
/// answered sends again, under the same id.
/// </summary>
internal sealed partial class CommandDelivery(
    CommandDesk desk, ICommandStore store, ICommandLine line, ICityLog log, IOptions<CommandOptions> options, TimeProvider time,
    ILogger<CommandDelivery> logger)
    : ICityLoop
{
    private const string Actor = "commands";
    private const int SendMax = 500;

    /// <inheritdoc/>
    public string Name => "command-delivery";

    /// <inheritdoc/>
    public async Task Prepare(CancellationToken cancellationToken)
    {
        // The followers start later: nothing newer can come before what is read here.
        foreach (var command in await store.Pending(time.GetUtcNow(), cancellationToken))
        {
            desk.Take(command);
        }
    }

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        line.Follow(desk.Connected);
        var backoff = new Backoff(options.Value.RetryAfter, options.Value.RetryAfterMax, time);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Send(cancellationToken);
                backoff.Reset();
                await desk.WhenDue(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception wrong)
            {
                CityMeters.LoopFailed(Name);
                LogFailed(logger, wrong);
                await backoff.PauseOrStop(cancellationToken);
            }
        }
    }

    private async Task Send(CancellationToken cancellationToken)
    {
        List<CityCommand> sent = [];
        foreach (var command in desk.TakeDue(SendMax))
        {
            if (await line.Send(command.Twin, CommandMessage.Of(command), cancellationToken))
            {
                CityMeters.CommandsSent.Add(1);
                sent.Add(command);
            }
        }

        // That a device was told again to drop a command is of no interest to anybody.
        var entries = sent.Where(static command => command.IsOpen)
            .GroupBy(static command => CommandViews.PositionOf(command.Id).Partition)
            .Select(group => Entry(group.Key, group))
            .ToList();
        if (entries.Count > 0)
        {
            await log.Append(entries, cancellationToken);
        }
    }

    private LogEntry Entry(int partition, IEnumerable<CityCommand> commands)
    {
        var writer = new RecordWriter();
        foreach (var command in commands)
        {
            writer.CommandOutcome(new CommandOutcome(
                CommandViews.PositionOf(command.Id).Sequence, command.Twin, OutcomeKind.Sent, null));
        }

        return new LogEntry(
            partition, Caller.DefaultTenant, Actor, time.GetUtcNow().ToUnixTimeMilliseconds(), writer.Count, writer.Written);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering commands failed; it goes on after a pause.")]
    private static partial void LogFailed(ILogger logger, Exception wrong);
}
