using Microsoft.Extensions.Options;

namespace CityActors.Silo.Definitions;

/// <summary>Settings of the embedded projection of definitions.</summary>
public sealed class SqliteDefinitionOptions
{
    /// <summary>Database file. Default <c>data/definitions.sqlite</c>: beside everything else that the city keeps.</summary>
    public string Path { get; set; } = System.IO.Path.Combine("data", "definitions.sqlite");
}

/// <summary>Checks <see cref="SqliteDefinitionOptions"/>.</summary>
internal sealed class SqliteDefinitionOptionsValidator : IValidateOptions<SqliteDefinitionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SqliteDefinitionOptions options) => string.IsNullOrEmpty(options.Path)
        ? ValidateOptionsResult.Fail($"City:Definitions:{nameof(options.Path)} must be the name of a file, it is '{options.Path}'.")
        : ValidateOptionsResult.Success;
}
