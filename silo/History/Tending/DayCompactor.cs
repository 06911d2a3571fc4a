using CityActors.Domain.History;
using CityActors.Silo.History.Days;
using CityActors.Silo.Storage;

namespace CityActors.Silo.History.Tending;

/// <summary>
/// Puts the raw readings of a day that is over in order, each of them once: a channel's readings lie together, so that questions touch
/// few blocks. A copy is made while writing goes on; only for what came meanwhile and for the change of files does writing wait. The
/// copy gets its name when it is complete and durable, so that a stop at any moment leaves a whole file that counts.
/// </summary>
internal sealed partial class DayCompactor(DuckSession session, HistoryParts parts)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(10);

    private readonly Dictionary<long, long> failedAt = []; // at most one for each day that is kept

    /// <summary>Told of each step, by the thread that did it.</summary>
    public Action<CompactionStep> Reached { get; set; } = static _ => { };

    /// <summary>Whether a day in use should be put in order now. Under the writer's gate.</summary>
    public bool IsDue(Day day)
    {
        var end = DateTimeOffset.FromUnixTimeMilliseconds((day.Number + 1) * HistoryPlan.DayMs);
        if (!day.HasRaw || end + parts.Options.CompactAfter > parts.Time.GetUtcNow()
            || (failedAt.TryGetValue(day.Number, out var failed) && parts.Time.GetElapsedTime(failed) < RetryAfter))
        {
            return false;
        }

        var isQuiet = day.Hours.Values.All(
            hour => hour.WrittenAt == 0 || parts.Time.GetElapsedTime(hour.WrittenAt) >= parts.Options.SettleAfter);
        return CompactionRule.IsDue(day.Ordered, day.Added, parts.Options.CompactAgainRows, isQuiet);
    }

    /// <summary>Puts a day in order.</summary>
    /// <exception cref="IOException">There is not enough room on the disk for a copy, or it cannot be written.</exception>
    public async Task Compact(long number, CancellationToken cancellationToken)
    {
        try
        {
            if (parts.Files.Find(number) is { } lease)
            {
                using (lease)
                {
                    await Compact(lease.Day, cancellationToken);
                }

                parts.Files.Sweep();
                Reached(CompactionStep.Swept);
            }

            failedAt.Remove(number);
        }
        catch
        {
            failedAt[number] = parts.Time.GetTimestamp();
            throw;
        }
    }

    private async Task Compact(Day day, CancellationToken cancellationToken)
    {
        var before = parts.Files.PathOf(day, DayNames.RawEnding);
        CheckRoom(before);
        using var copy = new DayCopy(session, day.Raw, parts.Files.PathOfNext(day) + DurableFile.Unfinished, parts.Generation);
        await Task.Run(() => copy.Make(cancellationToken), cancellationToken);
        Reached(CompactionStep.Copied);
        await Task.Run(() => copy.CatchUp(cancellationToken), cancellationToken);

        await parts.WriterGate.WaitAsync(cancellationToken);
        try
        {
            Exchange(day, copy);
        }
        finally
        {
            parts.WriterGate.Release();
        }

        HistoryMeters.Compacted();
        LogCompacted(parts.Logger, DayNames.Of(day.Number, ""), copy.Came, day.Ordered);
    }

    private void Exchange(Day day, DayCopy copy)
    {
        parts.Files.Reassure(day);
        if (copy.IsBehind(day.Watermarks))
        {
            copy.CatchUp(CancellationToken.None);
        }

        copy.Close();
        Reached(CompactionStep.Closed);
        parts.Files.TakeNext(day, copy.Path);
        Reached(CompactionStep.Named);
        parts.Files.FlushNames();
        Reached(CompactionStep.NameFlushed);
        parts.Files.Reassure(day);
        Reached(CompactionStep.Opened);
    }

    private static void CheckRoom(string path)
    {
        var needed = 2 * new FileInfo(path).Length; // the copy, and what sorting it takes
        var free = new DriveInfo(System.IO.Path.GetDirectoryName(path)!).AvailableFreeSpace;
        if (free < needed)
        {
            throw new IOException(
                $"History {path} needs {needed >> 20} MiB of room on the disk to be put in order, there are {free >> 20} MiB.");
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information, Message = "The raw readings of {Day} were put in order: {Came} of them, {Kept} without duplicates.")]
    private static partial void LogCompacted(ILogger logger, string day, long came, long kept);
}
