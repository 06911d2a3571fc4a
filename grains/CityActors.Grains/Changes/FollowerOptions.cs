using Microsoft.Extensions.Options;

namespace CityActors.Grains.Changes;

/// <summary>How followers of the change log (history, registry, quarantine) gather and retry.</summary>
public sealed class FollowerOptions
{
    /// <summary>Most items that one write of a partition holds; default 50,000: bulk loading pays from there on.</summary>
    public int BatchMax { get; set; } = 50_000;

    /// <summary>How long history gathers after its first row; default 500 ms: fresher charts would cost many small transactions.</summary>
    public TimeSpan HistoryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long registry and quarantine gather after their first entry; default 50 ms: people wait for what they just wrote.
    /// </summary>
    public TimeSpan ProjectionDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How often a watermark moves while nothing is to be written; default 2 s: it only saves reading again what says nothing.
    /// </summary>
    public TimeSpan IdleDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>First pause after a failure; it doubles up to <see cref="RetryAfterMax"/>; default 200 ms.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause after a failure; default 10 s.</summary>
    public TimeSpan RetryAfterMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a read waits for a projection to reach a position; default 10 s.</summary>
    public TimeSpan ReadWait { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Holds <see cref="FollowerOptions"/> to what can work.</summary>
internal sealed class FollowerOptionsValidator : IValidateOptions<FollowerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FollowerOptions options)
    {
        if (options.BatchMax is < 1 or > 1_000_000)
        {
            return ValidateOptionsResult.Fail($"Followers:{nameof(options.BatchMax)} must be 1-1,000,000, got {options.BatchMax}.");
        }

        foreach (var (key, time) in (ReadOnlySpan<(string, TimeSpan)>)
        [
            (nameof(options.HistoryDelay), options.HistoryDelay), (nameof(options.ProjectionDelay), options.ProjectionDelay),
            (nameof(options.IdleDelay), options.IdleDelay), (nameof(options.RetryAfter), options.RetryAfter),
            (nameof(options.RetryAfterMax), options.RetryAfterMax), (nameof(options.ReadWait), options.ReadWait),
        ])
        {
            if (time <= TimeSpan.Zero)
            {
                return ValidateOptionsResult.Fail($"Followers:{key} must be a positive time, got {time}.");
            }
        }

        return ValidateOptionsResult.Success;
    }
}
