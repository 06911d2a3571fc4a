using Microsoft.Extensions.Options;

namespace CityActors.Silo.History;

/// <summary>Settings of the embedded history.</summary>
public sealed class DuckDbHistoryOptions
{
    /// <summary>Folder of its files. Default <c>data/history</c>: beside everything else that the city keeps.</summary>
    public string Path { get; set; } = System.IO.Path.Combine("data", "history");

    /// <summary>
    /// Days that raw readings are kept, counted back from now by observedAt (UTC), 1-36,500. Default 90: about 0.5 GB a day for every
    /// 1,000 readings a second. Readings older than that are not taken up any more; they are counted and a warning says so.
    /// </summary>
    public int RawDays { get; set; } = 90;

    /// <summary>Days that roll-ups are kept, at least <see cref="RawDays"/>, up to 36,500. Default 3,650: ten years of charts.</summary>
    public int RollupDays { get; set; } = 3650;

    /// <summary>Memory of DuckDB, MiB, 128-1,048,576. Default 512: beyond, it works through temporary files.</summary>
    public int MemoryMiB { get; set; } = 512;

    /// <summary>Bytes of temporary files, MiB, 128 and up. Default 16,384: sorting the largest day must fit.</summary>
    public int TemporaryMiB { get; set; } = 16_384;

    /// <summary>Threads of DuckDB, 1-64. Default 2: more would take the cores from the fold.</summary>
    public int Threads { get; set; } = 2;

    /// <summary>Days whose files may be open at a time, 16-512. Default 32: a month of charts without opening files again.</summary>
    public int OpenDaysMax { get; set; } = 32;

    /// <summary>Queries that run at a time, 1-8; others wait. Default 4.</summary>
    public int QueriesMax { get; set; } = 4;

    /// <summary>Longest time a query may take, 1 s to 10 min; default 30 s: beyond, it ends and says so.</summary>
    public TimeSpan QueryTimeMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often roll-ups and retention are seen to, 1 s to 1 h; default 30 s.</summary>
    public TimeSpan TendEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long an hour must be over, and without new readings, before it is rolled up, up to 1 h; default 2 min: most gateways have
    /// delivered by then. Until then questions are answered from raw readings.
    /// </summary>
    public TimeSpan SettleAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a day (UTC) must be over before its raw readings are put in order and freed of duplicates, up to 30 days; default 2 h:
    /// most of what comes late has come by then. It needs room on the disk for twice the day's file.
    /// </summary>
    public TimeSpan CompactAfter { get; set; } = TimeSpan.FromHours(2);

    /// <summary>
    /// Readings that must have come since before that is done again, 1 and up; default 100,000, and never less than a tenth of the day:
    /// fewer do not slow a question down.
    /// </summary>
    public long CompactAgainRows { get; set; } = 100_000;
}

/// <summary>Checks <see cref="DuckDbHistoryOptions"/>.</summary>
internal sealed class DuckDbHistoryOptionsValidator : IValidateOptions<DuckDbHistoryOptions>
{
    private const int DaysMax = 36_500;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DuckDbHistoryOptions options)
    {
        var failures = new List<string>();
        Check(!string.IsNullOrWhiteSpace(options.Path), nameof(options.Path), "the name of a folder", options.Path);
        Check(options.RawDays is >= 1 and <= DaysMax, nameof(options.RawDays), "1-36,500 days", options.RawDays);
        Check(
            options.RollupDays >= options.RawDays && options.RollupDays <= DaysMax,
            nameof(options.RollupDays), "between RawDays and 36,500 days", options.RollupDays);
        Check(options.MemoryMiB is >= 128 and <= 1 << 20, nameof(options.MemoryMiB), "128-1,048,576 MiB", options.MemoryMiB);
        Check(options.TemporaryMiB >= 128, nameof(options.TemporaryMiB), "at least 128 MiB", options.TemporaryMiB);
        Check(options.Threads is >= 1 and <= 64, nameof(options.Threads), "1-64", options.Threads);
        Check(options.OpenDaysMax is >= 16 and <= 512, nameof(options.OpenDaysMax), "16-512", options.OpenDaysMax);
        Check(options.QueriesMax is >= 1 and <= 8, nameof(options.QueriesMax), "1-8", options.QueriesMax);
        Check(
            options.QueryTimeMax >= TimeSpan.FromSeconds(1) && options.QueryTimeMax <= TimeSpan.FromMinutes(10),
            nameof(options.QueryTimeMax), "1 s to 10 min", options.QueryTimeMax);
        Check(
            options.TendEvery >= TimeSpan.FromSeconds(1) && options.TendEvery <= TimeSpan.FromHours(1),
            nameof(options.TendEvery), "1 s to 1 h", options.TendEvery);
        Check(
            options.SettleAfter >= TimeSpan.Zero && options.SettleAfter <= TimeSpan.FromHours(1),
            nameof(options.SettleAfter), "0 s to 1 h", options.SettleAfter);
        Check(
            options.CompactAfter >= TimeSpan.Zero && options.CompactAfter <= TimeSpan.FromDays(30),
            nameof(options.CompactAfter), "0 s to 30 days", options.CompactAfter);
        Check(options.CompactAgainRows >= 1, nameof(options.CompactAgainRows), "at least 1", options.CompactAgainRows);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool isRight, string key, string expected, object? found)
        {
            if (!isRight)
            {
                failures.Add(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture, $"City:History:{key} must be {expected}, it is '{found}'."));
            }
        }
    }
}
