using System.Collections.Immutable;
using CityActors.Grains.Loops;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Cases.Telling;

/// <summary>
/// Wakes cases whose time has come: on start what fell due while the city was down, then each at its time. The due times stand in the
/// store, in the same transaction as the state; this only reads them.
/// </summary>
internal sealed partial class CaseSweepLoop(
    ICaseStore store, IEnumerable<ICaseSweep> sweeps, IOptions<CaseOptions> options, TimeProvider time, ILogger<CaseSweepLoop> logger)
    : ICityLoop
{
    private const int DueMax = 10_000;

    private readonly CaseOptions options = options.Value;
    private readonly Dictionary<string, ICaseSweep> sweeps = sweeps.ToDictionary(static sweep => sweep.Kind, StringComparer.Ordinal);
    private readonly Resting<CaseId> resting = new(options.Value.RetryAfter, options.Value.RetryAfterMax, time);

    /// <inheritdoc/>
    public string Name => "case-sweep";

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        ImmutableArray<string> kinds = [.. sweeps.Keys];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var seen = store.Writes;
            var due = await store.Due(kinds, DueMax, cancellationToken);
            var now = time.GetUtcNow();
            resting.Keep(due.Select(static each => each.Case).ToHashSet());
            await Parallel.ForEachAsync(
                due.Where(each => each.DueAt <= now && !resting.IsResting(each.Case)),
                new ParallelOptions { MaxDegreeOfParallelism = options.RecipientsAtOnce, CancellationToken = cancellationToken },
                async (each, stop) => await Wake(each.Case, stop));
            await Wait(seen, due.FirstOrDefault(each => each.DueAt > now)?.DueAt, cancellationToken);
        }
    }

    private async Task Wake(CaseId id, CancellationToken cancellationToken)
    {
        try
        {
            // Left alone for a pause also when all went well: a case that says nothing of another time must not be woken in a circle.
            resting.Failed(id);
            await sweeps[id.Kind].Wake(id.Id, cancellationToken);
        }
        catch (Exception wrong) when (!cancellationToken.IsCancellationRequested)
        {
            CityMeters.LoopFailed(Name);
            LogFailed(logger, wrong, id);
        }
    }

    private async Task Wait(long seen, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var retry = resting.Next;
        var until = retry is null || next < retry ? next : retry;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var written = store.Written(seen, enough.Token);
        var moment = until is { } at && at - started < TimeSpan.FromDays(1)
            ? Task.Delay(at > started ? at - started : TimeSpan.FromMilliseconds(1), time, enough.Token)
            : Task.Delay(TimeSpan.FromDays(1), time, enough.Token);
        await await Task.WhenAny(written, moment);
        await enough.CancelAsync();
        if (written.IsCompletedSuccessfully && options.SweepPause - (time.GetUtcNow() - started) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due with {Case} could not be done; it is tried again after a pause.")]
    private static partial void LogFailed(ILogger logger, Exception wrong, CaseId @case);
}
