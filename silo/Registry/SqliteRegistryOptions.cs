using Microsoft.Extensions.Options;

namespace CityActors.Silo.Registry;

/// <summary>Settings of the embedded registry.</summary>
public sealed class SqliteRegistryOptions
{
    /// <summary>Database file. Default <c>data/registry.sqlite</c>: beside everything else that the city keeps.</summary>
    public string Path { get; set; } = System.IO.Path.Combine("data", "registry.sqlite");
}

/// <summary>Checks <see cref="SqliteRegistryOptions"/>.</summary>
internal sealed class SqliteRegistryOptionsValidator : IValidateOptions<SqliteRegistryOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SqliteRegistryOptions options) => string.IsNullOrEmpty(options.Path)
        ? ValidateOptionsResult.Fail($"City:Registry:{nameof(options.Path)} must be the name of a file, it is '{options.Path}'.")
        : ValidateOptionsResult.Success;
}
