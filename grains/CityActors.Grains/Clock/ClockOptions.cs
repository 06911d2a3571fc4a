using Microsoft.Extensions.Options;

namespace CityActors.Grains.Clock;

/// <summary>How the city's clock ticks.</summary>
public sealed class ClockOptions
{
    /// <summary>Whether this silo ticks; default true. Exactly one silo of a city should.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Time between two ticks; default 1 s: what silence means is decided no finer.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Silence of the log itself that counts as a downtime of the city; default 10 s: shorter than that is a hiccup.</summary>
    public TimeSpan GapAfter { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Holds <see cref="ClockOptions"/> to what can work.</summary>
internal sealed class ClockOptionsValidator : IValidateOptions<ClockOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ClockOptions options)
    {
        if (options.Period < TimeSpan.FromMilliseconds(10) || options.Period > TimeSpan.FromMinutes(1))
        {
            return ValidateOptionsResult.Fail($"Clock:{nameof(options.Period)} must be 10 ms - 1 min, got {options.Period}.");
        }

        return options.GapAfter > options.Period
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Clock:{nameof(options.GapAfter)} must be longer than the period "
                + $"{options.Period}, got {options.GapAfter}.");
    }
}
