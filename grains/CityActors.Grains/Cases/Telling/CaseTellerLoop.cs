using CityActors.Grains.Loops;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Cases.Telling;

/// <summary>
/// Tells what waits in the case store until it is acknowledged: on start what a crash left, then whatever is written. Messages to one
/// recipient stay in their order; one who fails holds up only what is his.
/// </summary>
internal sealed partial class CaseTellerLoop(
    ICaseStore store, IEnumerable<ICaseTeller> tellers, IOptions<CaseOptions> options, TimeProvider time, ILogger<CaseTellerLoop> logger)
    : ICityLoop
{
    private const int PageMax = 10_000;

    private readonly CaseOptions options = options.Value;
    private readonly Dictionary<string, ICaseTeller> tellers = tellers.ToDictionary(static teller => teller.Topic, StringComparer.Ordinal);
    private readonly Resting<(string Topic, string Recipient)> resting =
        new(options.Value.RetryAfter, options.Value.RetryAfterMax, time);

    /// <inheritdoc/>
    public string Name => "case-teller";

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var seen = store.Writes;
            await TellAll(cancellationToken);
            await Wait(seen, cancellationToken);
        }
    }

    private async Task TellAll(CancellationToken cancellationToken)
    {
        var waiting = new HashSet<(string, string)>();
        for (long after = 0; ;)
        {
            var page = await store.Pending([.. tellers.Keys], after, PageMax, cancellationToken);
            var groups = page.GroupBy(static each => (each.Message.Topic, each.Message.Recipient)).ToList();
            waiting.UnionWith(groups.Select(static group => group.Key));
            await Parallel.ForEachAsync(
                groups.Where(group => !resting.IsResting(group.Key)),
                new ParallelOptions { MaxDegreeOfParallelism = options.RecipientsAtOnce, CancellationToken = cancellationToken },
                async (group, stop) => await Tell(group.Key, [.. group], stop));
            if (page.Length < PageMax)
            {
                resting.Keep(waiting);
                return;
            }

            after = page[^1].Number;
        }
    }

    private async Task Tell((string Topic, string Recipient) to, PendingMessage[] messages, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var part in messages.Chunk(options.MessagesAtOnce))
            {
                await tellers[to.Topic].Tell(to.Recipient, [.. part.Select(static each => each.Message)], cancellationToken);
                await store.Acknowledge([.. part.Select(static each => each.Number)], cancellationToken);
            }

            resting.Succeeded(to);
        }
        catch (Exception wrong) when (!cancellationToken.IsCancellationRequested)
        {
            resting.Failed(to);
            CityMeters.LoopFailed(Name);
            LogFailed(logger, wrong, to.Topic, to.Recipient);
        }
    }

    private async Task Wait(long seen, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var written = store.Written(seen, enough.Token);
        var retry = resting.Next is { } next
            ? Task.Delay(Max(next - time.GetUtcNow(), TimeSpan.FromMilliseconds(1)), time, enough.Token)
            : Task.Delay(Timeout.InfiniteTimeSpan, time, enough.Token);
        await await Task.WhenAny(written, retry);
        await enough.CancelAsync();
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "'{Recipient}' could not be told what waits under '{Topic}'; he is told again after a pause.")]
    private static partial void LogFailed(ILogger logger, Exception wrong, string topic, string recipient);
}
