using Microsoft.Extensions.Options;

namespace CityActors.Grains.Platform;

/// <summary>How the platform reports on itself.</summary>
public sealed class PlatformOptions
{
    /// <summary>
    /// Whether it does. Default false: a city holds what it was told, unless it asks for more; the sample city asks. One silo of a city
    /// should.
    /// </summary>
    public bool IsEnabled { get; set; }

    /// <summary>Time between reports, 1 s - 10 min. Default 15 s: KPIs of five minutes get twenty of them.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Holds <see cref="PlatformOptions"/> to what can work.</summary>
internal sealed class PlatformOptionsValidator : IValidateOptions<PlatformOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PlatformOptions options) =>
        options.Every < TimeSpan.FromSeconds(1) || options.Every > TimeSpan.FromMinutes(10)
            ? ValidateOptionsResult.Fail($"Platform:{nameof(options.Every)} must be 1 s - 10 min, got {options.Every}.")
            : ValidateOptionsResult.Success;
}
