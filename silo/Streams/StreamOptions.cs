using Microsoft.Extensions.Options;

namespace CityActors.Silo.Streams;

/// <summary>Settings of the city's streams.</summary>
public sealed class StreamOptions
{
    /// <summary>
    /// Queues that map cells are spread over, each with a pulling agent of its own, 1-256. Default 4: one agent delivers from one
    /// thread at a time, and two cores have other work too.
    /// </summary>
    public int Queues { get; set; } = 4;

    /// <summary>
    /// Bytes of the newest changes of followed cells that are kept in memory, at least 1 MiB. Default 64 MiB: seconds of a busy city.
    /// Whoever falls behind that reads the change log.
    /// </summary>
    public long CacheBytesMax { get; set; } = 64L << 20;

    /// <summary>
    /// Changes given to a subscriber in one call, 1-10,000. Default 512: a call costs as much as giving 50 changes, and a subscriber
    /// that cannot deal with them within Orleans' response time-out (30 s) is given them again.
    /// </summary>
    public int BatchChangesMax { get; set; } = 512;

    /// <summary>
    /// Changes read back from the change log that wait in memory, over all subscribers that are behind, at least 1,000. Default
    /// 200,000, about 40 MB; they share it evenly, and each may have 64 whatever the number.
    /// </summary>
    public int ReadBackChangesMax { get; set; } = 200_000;

    /// <summary>
    /// Subscriptions at a time, 1-1,000,000. Default 50,000: 100 people with 500 cells in view each. One more gets an error, the others
    /// go on.
    /// </summary>
    public int SubscriptionsMax { get; set; } = 50_000;

    /// <summary>
    /// Time for which Orleans tries to deliver before it tells the subscriber of the failure; then it is tried anew, nothing is left
    /// out. 1-600 s, default 15 s: as long a subscriber that does not answer at all may hold up new subscriptions of its queue.
    /// </summary>
    public TimeSpan DeliveryTimeMax { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// SQLite file that keeps the subscriptions of grains over a restart. Default <c>data/subscriptions.sqlite</c>; empty: they are
    /// forgotten, as those of clients always are.
    /// </summary>
    public string SubscriptionsPath { get; set; } = Path.Combine("data", "subscriptions.sqlite");
}

/// <summary>Checks <see cref="StreamOptions"/>.</summary>
internal sealed class StreamOptionsValidator : IValidateOptions<StreamOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StreamOptions options) => options switch
    {
        { Queues: < 1 or > 256 } => Fail(nameof(options.Queues), "1-256", options.Queues),
        { CacheBytesMax: < 1 << 20 } => Fail(nameof(options.CacheBytesMax), "at least 1048576", options.CacheBytesMax),
        { BatchChangesMax: < 1 or > 10_000 } => Fail(nameof(options.BatchChangesMax), "1-10,000", options.BatchChangesMax),
        { ReadBackChangesMax: < 1000 } => Fail(nameof(options.ReadBackChangesMax), "at least 1,000", options.ReadBackChangesMax),
        { SubscriptionsMax: < 1 or > 1_000_000 } => Fail(nameof(options.SubscriptionsMax), "1-1,000,000", options.SubscriptionsMax),
        _ when options.DeliveryTimeMax < TimeSpan.FromSeconds(1) || options.DeliveryTimeMax > TimeSpan.FromMinutes(10) =>
            Fail(nameof(options.DeliveryTimeMax), "1-600 s", options.DeliveryTimeMax),
        { SubscriptionsPath: null } => Fail(nameof(options.SubscriptionsPath), "the name of a file, or empty", null),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string key, string expected, object? got) =>
        ValidateOptionsResult.Fail($"City:Streams:{key} must be {expected}, it is '{got}'.");
}
