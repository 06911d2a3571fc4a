using Microsoft.Extensions.Options;

namespace CityActors.Silo.Cases;

/// <summary>Settings of the embedded store of cases.</summary>
public sealed class SqliteCaseOptions
{
    /// <summary>Database file. Default <c>data/cases.sqlite</c>: beside everything else that the city keeps.</summary>
    public string Path { get; set; } = System.IO.Path.Combine("data", "cases.sqlite");
}

/// <summary>Checks <see cref="SqliteCaseOptions"/>.</summary>
internal sealed class SqliteCaseOptionsValidator : IValidateOptions<SqliteCaseOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SqliteCaseOptions options) => string.IsNullOrEmpty(options.Path)
        ? ValidateOptionsResult.Fail("City:Cases:Path must be the name of a file, it is empty.")
        : ValidateOptionsResult.Success;
}
