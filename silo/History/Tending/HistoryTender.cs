using CityActors.Domain.History;
using CityActors.Silo.History.Days;
using DuckDB.NET.Data;

namespace CityActors.Silo.History.Tending;

/// <summary>Sees to roll-ups, order and retention, day by day, again and again.</summary>
internal sealed partial class HistoryTender : IAsyncDisposable
{
    private readonly HistoryParts parts;
    private readonly DuckSession session;
    private readonly HourRoller roller;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly Task loop;

    /// <summary>Starts.</summary>
    public HistoryTender(HistoryParts parts)
    {
        this.parts = parts;
        session = parts.Engine.Open();
        roller = new HourRoller(session, parts);
        Compactor = new DayCompactor(session, parts);
        loop = Task.Run(Run); // away from the scheduler of whoever builds history
    }

    /// <summary>Who puts days that are over in order.</summary>
    public DayCompactor Compactor { get; }

    /// <summary>Sees to everything that is due now. A day that fails is left for the next time.</summary>
    /// <returns>Days that failed.</returns>
    public async Task<int> Tend(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var failed = await IsDone(Sweep, null, cancellationToken) ? 0 : 1;
            long? disordered = null;
            foreach (var number in parts.Files.DaysWith(DayNames.RawEnding))
            {
                failed += await IsDone(Tend, number, cancellationToken) ? 0 : 1;

                async Task Tend() => disordered = await TendRaw(number, cancellationToken) ? number : disordered;
            }

            foreach (var number in parts.Files.DaysWith(DayNames.RollupEnding).Where(number => number < parts.Horizon.OldestRollupDay))
            {
                failed += await IsDone(() => Delete(number, DayNames.RollupEnding), number, cancellationToken) ? 0 : 1;
            }

            if (disordered is { } day)
            {
                // One at a time and after all the others: it takes long, and the newest is asked for most.
                failed += await IsDone(() => Compactor.Compact(day, cancellationToken), day, cancellationToken) ? 0 : 1;
            }

            return failed;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        await turn.WaitAsync();
        session.Dispose();
        stop.Dispose();
    }

    private async Task Run()
    {
        using var timer = new PeriodicTimer(parts.Options.TendEvery, parts.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                await Tend(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> IsDone(Func<Task> work, long? number, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception wrong) when (!cancellationToken.IsCancellationRequested)
        {
            // Top of the loop: one day that cannot be tended must not keep the others from it.
            HistoryMeters.TendingFailed();
            var day = number is { } known ? DayNames.Of(known, "") : parts.Options.Path;
            if (number is { } mistrusted)
            {
                parts.Files.Mistrust(mistrusted);
            }

            var cause = wrong is DuckDBException fault ? DuckFault.Of(fault, day) : wrong;
            LogFailed(parts.Logger, cause, day);
            return false;
        }
    }

    private Task Sweep()
    {
        parts.Files.Sweep();
        return Task.CompletedTask;
    }

    /// <summary>Sees to a day's roll-ups and retention, and says whether its raw readings should be put in order.</summary>
    private async Task<bool> TendRaw(long number, CancellationToken cancellationToken)
    {
        var isDisordered = false;
        var isExpired = number < parts.Horizon.OldestRawDay;
        if (parts.Files.Find(number) is { } lease)
        {
            using (lease)
            {
                var (hours, isDue) = await Due(lease.Day, isExpired, cancellationToken);
                isDisordered = isDue;
                foreach (var hour in hours)
                {
                    await roller.Roll(lease.Day, hour, cancellationToken);
                }
            }
        }

        if (isExpired)
        {
            await Delete(number, DayNames.RawEnding);
        }

        return isDisordered && !isExpired;
    }

    private async Task<(IReadOnlyList<long> Hours, bool IsDisordered)> Due(
        Day day, bool isExpired, CancellationToken cancellationToken)
    {
        var now = parts.Time.GetUtcNow();
        await parts.WriterGate.WaitAsync(cancellationToken);
        try
        {
            parts.Files.Reassure(day);
            var due = new SortedSet<long>();
            if (day.Mark > 0)
            {
                session.Read($"SELECT DISTINCT hour FROM {day.Raw}.touched", row => due.Add(row.GetInt64(0)), cancellationToken);
            }

            foreach (var (hour, state) in day.Hours)
            {
                if (!state.IsRolledUp && (isExpired || IsSettled(hour, state, now)))
                {
                    due.Add(hour);
                }
            }

            return ([.. due], Compactor.IsDue(day));
        }
        finally
        {
            parts.WriterGate.Release();
        }
    }

    private bool IsSettled(long hour, DayHour state, DateTimeOffset now)
    {
        var settle = parts.Options.SettleAfter;
        var end = DateTimeOffset.FromUnixTimeMilliseconds(hour + HistoryPlan.HourMs);
        return end + settle <= now && (state.WrittenAt == 0 || parts.Time.GetElapsedTime(state.WrittenAt) >= settle);
    }

    private Task Delete(long number, string ending)
    {
        if (parts.Files.TryDelete(number, ending))
        {
            LogDropped(parts.Logger, DayNames.Of(number, ending));
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "History of {Day} could not be tended; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception wrong, string day);

    [LoggerMessage(Level = LogLevel.Information, Message = "{File} is older than history keeps; it was deleted.")]
    private static partial void LogDropped(ILogger logger, string file);
}
