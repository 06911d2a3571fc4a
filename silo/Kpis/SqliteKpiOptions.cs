using Microsoft.Extensions.Options;

namespace CityActors.Silo.Kpis;

/// <summary>Settings of the embedded projection of KPIs.</summary>
public sealed class SqliteKpiOptions
{
    /// <summary>Database file. Default <c>data/kpis.sqlite</c>: beside everything else that the city keeps.</summary>
    public string Path { get; set; } = System.IO.Path.Combine("data", "kpis.sqlite");

    /// <summary>
    /// Windows kept of a KPI in a zone, 1-1,000,000. Default 1,000: 41 days of hours; older values are in history, without their
    /// revisions and sources.
    /// </summary>
    public int WindowsMax { get; set; } = 1_000;

    /// <summary>Revisions kept of a window, 1-1,000. Default 10: the newest is always one of them.</summary>
    public int RevisionsMax { get; set; } = 10;

    /// <summary>Versions kept of a definition, 1-10,000. Default 100: older values are judged by the oldest of them.</summary>
    public int VersionsMax { get; set; } = 100;

    /// <summary>
    /// News kept of a partition for those who follow and come again, 100-1,000,000. Default 20,000: some hours of a city of a hundred
    /// zones.
    /// </summary>
    public int NewsMax { get; set; } = 20_000;
}

/// <summary>Checks <see cref="SqliteKpiOptions"/>.</summary>
internal sealed class SqliteKpiOptionsValidator : IValidateOptions<SqliteKpiOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SqliteKpiOptions options) => options switch
    {
        { Path: null or "" } => Fail(nameof(options.Path), "the name of a file", options.Path),
        { WindowsMax: < 1 or > 1_000_000 } => Fail(nameof(options.WindowsMax), "1-1,000,000", options.WindowsMax),
        { RevisionsMax: < 1 or > 1_000 } => Fail(nameof(options.RevisionsMax), "1-1,000", options.RevisionsMax),
        { VersionsMax: < 1 or > 10_000 } => Fail(nameof(options.VersionsMax), "1-10,000", options.VersionsMax),
        { NewsMax: < 100 or > 1_000_000 } => Fail(nameof(options.NewsMax), "100-1,000,000", options.NewsMax),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string key, string expected, object? got) =>
        ValidateOptionsResult.Fail($"City:Kpis:{key} must be {expected}, it is '{got}'.");
}
