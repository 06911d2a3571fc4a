using Microsoft.Extensions.Options;

namespace CityActors.Web.Api.Live;

/// <summary>Limits of the live feeds of the API (server-sent events).</summary>
public sealed class LiveOptions
{
    /// <summary>Feeds open at a time, 1-100,000. Default 1,000; one more is told to come again.</summary>
    public int FeedsMax { get; set; } = 1_000;

    /// <summary>Map cells of one feed, 1-64. Default 64: an area of about 19 km by 19 km. The id of an event must fit a header.</summary>
    public int CellsMax { get; set; } = 64;

    /// <summary>Changes that wait for one reader, 64-1,000,000. Default 4,096.</summary>
    public int WaitingMax { get; set; } = 4_096;

    /// <summary>
    /// Time a reader may take while the most changes wait for him, 1-60 s. Default 10 s: then he is disconnected, and goes on where he
    /// was when he comes again; longer, and he would hold up others on his queue.
    /// </summary>
    public TimeSpan SlowAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which a sign of life is written, 1-300 s. Default 15 s: proxies cut what is silent for longer.</summary>
    public TimeSpan SignOfLifeEvery { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Checks <see cref="LiveOptions"/>.</summary>
internal sealed class LiveOptionsValidator : IValidateOptions<LiveOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LiveOptions options) => options switch
    {
        { FeedsMax: < 1 or > 100_000 } => Fail(nameof(options.FeedsMax), "1-100,000", options.FeedsMax),
        { CellsMax: < 1 or > 64 } => Fail(nameof(options.CellsMax), "1-64", options.CellsMax),
        { WaitingMax: < 64 or > 1_000_000 } => Fail(nameof(options.WaitingMax), "64-1,000,000", options.WaitingMax),
        _ when options.SlowAfter < TimeSpan.FromSeconds(1) || options.SlowAfter > TimeSpan.FromMinutes(1) =>
            Fail(nameof(options.SlowAfter), "1-60 s", options.SlowAfter),
        _ when options.SignOfLifeEvery < TimeSpan.FromSeconds(1) || options.SignOfLifeEvery > TimeSpan.FromMinutes(5) =>
            Fail(nameof(options.SignOfLifeEvery), "1-300 s", options.SignOfLifeEvery),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string key, string expected, object got) =>
        ValidateOptionsResult.Fail($"City:Live:{key} must be {expected}, it is '{got}'.");
}
