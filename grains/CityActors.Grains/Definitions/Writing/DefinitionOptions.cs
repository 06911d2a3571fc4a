using Microsoft.Extensions.Options;

namespace CityActors.Grains.Definitions.Writing;

/// <summary>What definitions may cost: a rule runs for each reading of its channels, a derivation for each change of a window.</summary>
public sealed class DefinitionOptions
{
    /// <summary>Most operations of a rule's condition; default 200: conditions that people can still read have a tenth of it.</summary>
    public int RuleOperationsMax { get; set; } = 200;

    /// <summary>Longest evaluation of a rule's condition, nanoseconds; default 20,000: more than any 200 operations should take.</summary>
    public double RuleNanosecondsMax { get; set; } = 20_000;

    /// <summary>Most operations of all formulas of a derivation; default 2,000: they run by window, not by reading.</summary>
    public int DerivationOperationsMax { get; set; } = 2_000;

    /// <summary>Longest evaluation of all formulas of a derivation, nanoseconds; default 200,000.</summary>
    public double DerivationNanosecondsMax { get; set; } = 200_000;
}

/// <summary>Holds <see cref="DefinitionOptions"/> to what can work.</summary>
internal sealed class DefinitionOptionsValidator : IValidateOptions<DefinitionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DefinitionOptions options)
    {
        foreach (var (key, most) in (ReadOnlySpan<(string, double)>)
        [
            (nameof(options.RuleOperationsMax), options.RuleOperationsMax),
            (nameof(options.RuleNanosecondsMax), options.RuleNanosecondsMax),
            (nameof(options.DerivationOperationsMax), options.DerivationOperationsMax),
            (nameof(options.DerivationNanosecondsMax), options.DerivationNanosecondsMax),
        ])
        {
            if (!(most is >= 1 and <= 1e9))
            {
                return ValidateOptionsResult.Fail($"Costs:{key} must be 1-1,000,000,000, got {most}.");
            }
        }

        return ValidateOptionsResult.Success;
    }
}
