using Microsoft.Extensions.Options;

namespace CityActors.Grains.Cases.Telling;

/// <summary>How what waits in the case store is told and swept.</summary>
public sealed class CaseOptions
{
    /// <summary>Recipients that are told at the same time, 1-4,096; default 512: they share commits.</summary>
    public int RecipientsAtOnce { get; set; } = 512;

    /// <summary>Messages that one recipient is told in one call, 1-10,000; default 1,000.</summary>
    public int MessagesAtOnce { get; set; } = 1_000;

    /// <summary>First pause for a recipient that failed; it doubles up to <see cref="RetryAfterMax"/>; default 200 ms.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest such pause; default 30 s.</summary>
    public TimeSpan RetryAfterMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Least time between two looks at what is due; default 100 ms: due times are times of people.</summary>
    public TimeSpan SweepPause { get; set; } = TimeSpan.FromMilliseconds(100);
}

/// <summary>Holds <see cref="CaseOptions"/> to what can work.</summary>
internal sealed class CaseOptionsValidator : IValidateOptions<CaseOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CaseOptions options) => options switch
    {
        { RecipientsAtOnce: < 1 or > 4_096 } => Fail(nameof(options.RecipientsAtOnce), "1-4,096", options.RecipientsAtOnce),
        { MessagesAtOnce: < 1 or > 10_000 } => Fail(nameof(options.MessagesAtOnce), "1-10,000", options.MessagesAtOnce),
        _ when options.RetryAfter <= TimeSpan.Zero => Fail(nameof(options.RetryAfter), "a positive time", options.RetryAfter),
        _ when options.RetryAfterMax < options.RetryAfter =>
            Fail(nameof(options.RetryAfterMax), $"at least {options.RetryAfter} (RetryAfter)", options.RetryAfterMax),
        _ when options.SweepPause <= TimeSpan.Zero => Fail(nameof(options.SweepPause), "a positive time", options.SweepPause),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string key, string expected, object got) =>
        ValidateOptionsResult.Fail($"Telling:{key} must be {expected}, got {got}.");
}
