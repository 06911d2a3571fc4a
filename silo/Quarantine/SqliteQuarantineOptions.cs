using Microsoft.Extensions.Options;

namespace CityActors.Silo.Quarantine;

/// <summary>Settings of the embedded quarantine.</summary>
public sealed class SqliteQuarantineOptions
{
    /// <summary>Database file. Default <c>data/quarantine.sqlite</c>: beside everything else that the city keeps.</summary>
    public string Path { get; set; } = System.IO.Path.Combine("data", "quarantine.sqlite");

    /// <summary>Entries kept in all, 1-10,000,000. Default 100,000: what people can look through by reason, and no more.</summary>
    public int EntriesMax { get; set; } = 100_000;

    /// <summary>
    /// Entries kept of one source, at most <see cref="EntriesMax"/>. Default 10,000: one broken device must not push out
    /// what others sent.
    /// </summary>
    public int EntriesPerSourceMax { get; set; } = 10_000;

    /// <summary>Bytes of payload kept in all, at least 1 MiB. Default 1 GiB: payloads may have 64 KiB each.</summary>
    public long PayloadBytesMax { get; set; } = 1L << 30;

    /// <summary>Bytes of a payload that are kept, 1-16 MiB; the rest is cut off. Default 64 KiB, as the contract says.</summary>
    public int PayloadBytesPerEntryMax { get; set; } = 64 * 1024;
}

/// <summary>Checks <see cref="SqliteQuarantineOptions"/>.</summary>
internal sealed class SqliteQuarantineOptionsValidator : IValidateOptions<SqliteQuarantineOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SqliteQuarantineOptions options) => options switch
    {
        { Path: null or "" } => Fail(nameof(options.Path), "the name of a file", options.Path),
        { EntriesMax: < 1 or > 10_000_000 } => Fail(nameof(options.EntriesMax), "1-10,000,000", options.EntriesMax),
        _ when options.EntriesPerSourceMax < 1 || options.EntriesPerSourceMax > options.EntriesMax =>
            Fail(nameof(options.EntriesPerSourceMax), $"1-{options.EntriesMax} (EntriesMax)", options.EntriesPerSourceMax),
        { PayloadBytesMax: < 1 << 20 } => Fail(nameof(options.PayloadBytesMax), "at least 1048576", options.PayloadBytesMax),
        { PayloadBytesPerEntryMax: < 1 or > 16 << 20 } =>
            Fail(nameof(options.PayloadBytesPerEntryMax), "1-16777216", options.PayloadBytesPerEntryMax),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string key, string expected, object? got) =>
        ValidateOptionsResult.Fail($"City:Quarantine:{key} must be {expected}, it is '{got}'.");
}
