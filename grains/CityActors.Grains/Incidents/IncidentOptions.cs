using Microsoft.Extensions.Options;

namespace CityActors.Grains.Incidents;

/// <summary>Settings of incidents.</summary>
public sealed class IncidentOptions
{
    /// <summary>
    /// Whether an incident is resolved and closed by itself when all its alerts are cleared. Default: no; its timeline says so, and
    /// somebody closes it, because that a value is back does not mean that the street is.
    /// </summary>
    public bool ClosesWhenCleared { get; set; }

    /// <summary>
    /// How long a file that nothing is attached to is kept, hours, 1-8,760. Default 24: an upload whose attaching failed can be attached
    /// again within a day.
    /// </summary>
    public int LooseFileHours { get; set; } = 24;
}

/// <summary>Checks <see cref="IncidentOptions"/>.</summary>
internal sealed class IncidentOptionsValidator : IValidateOptions<IncidentOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IncidentOptions options) => options.LooseFileHours is >= 1 and <= 8_760
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"City:Incidents:LooseFileHours must be 1-8,760, got {options.LooseFileHours}.");
}
