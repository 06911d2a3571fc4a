using Microsoft.Extensions.Options;

namespace CityActors.Silo.Commands;

/// <summary>Settings of the embedded list of commands.</summary>
public sealed class SqliteCommandOptions
{
    /// <summary>Database file. Default <c>data/commands.sqlite</c>: beside everything else that the city keeps.</summary>
    public string Path { get; set; } = System.IO.Path.Combine("data", "commands.sqlite");

    /// <summary>
    /// Ended commands kept, 100-100,000,000; the ones that ended first go first. Default 1,000,000: years of a city that switches a
    /// thousand things a day.
    /// </summary>
    public int EndedMax { get; set; } = 1_000_000;

    /// <summary>
    /// Changes kept of one command, 10-1,000; the oldest go first. Default 100: only one whose channel flutters around the desired value
    /// has more.
    /// </summary>
    public int EventsPerCommandMax { get; set; } = 100;
}

/// <summary>Checks <see cref="SqliteCommandOptions"/>.</summary>
internal sealed class SqliteCommandOptionsValidator : IValidateOptions<SqliteCommandOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SqliteCommandOptions options) => options switch
    {
        { Path: null or "" } => Fail(nameof(options.Path), "the name of a file", options.Path),
        { EndedMax: < 100 or > 100_000_000 } => Fail(nameof(options.EndedMax), "100-100,000,000", options.EndedMax),
        { EventsPerCommandMax: < 10 or > 1_000 } => Fail(nameof(options.EventsPerCommandMax), "10-1,000", options.EventsPerCommandMax),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string key, string expected, object? got) =>
        ValidateOptionsResult.Fail($"City:CommandList:{key} must be {expected}, it is '{got}'.");
}
