using Microsoft.Extensions.Options;

namespace CityActors.Grains.Commands;

/// <summary>How commands are defined and delivered; bound to <c>City:Commands</c>.</summary>
public sealed class CommandOptions
{
    /// <summary>
    /// JSON files with further actuators, in the form of <c>actuators.json</c> that comes with the city. Default: none. An entry of the
    /// same type, channel and beginning of validity takes the place of the city's own.
    /// </summary>
    public IList<string> ActuatorFiles { get; init; } = [];

    /// <summary>Pause before a command is sent again to a connected device that did not answer; default 2 s. It doubles.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest such pause; default 1 min.</summary>
    public TimeSpan RetryAfterMax { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Holds <see cref="CommandOptions"/> to what can work.</summary>
internal sealed class CommandOptionsValidator : IValidateOptions<CommandOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CommandOptions options)
    {
        if (options.RetryAfter < TimeSpan.FromMilliseconds(10) || options.RetryAfter > options.RetryAfterMax
            || options.RetryAfterMax > TimeSpan.FromHours(1))
        {
            return ValidateOptionsResult.Fail(
                $"City:Commands:{nameof(options.RetryAfter)} must be from 10 ms to {nameof(options.RetryAfterMax)}, and that at most 1 h; "
                    + $"they are {options.RetryAfter} and {options.RetryAfterMax}.");
        }

        var missing = options.ActuatorFiles.FirstOrDefault(static file => !File.Exists(file));
        return missing is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"City:Commands:{nameof(options.ActuatorFiles)} names '{missing}', which is not there.");
    }
}
