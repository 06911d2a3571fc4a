using System.Globalization;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress;

/// <summary>Collects what is wrong with options, each as a sentence that names the key.</summary>
internal sealed class OptionRules(string section)
{
    private readonly List<string> problems = [];

    /// <summary>A number must not be below a limit.</summary>
    public void AtLeast(string key, long value, long least)
    {
        if (value < least)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:{key} must be at least {least}, it is {value}."));
        }
    }

    /// <summary>A number must not be above a limit.</summary>
    public void AtMost(string key, long value, long most)
    {
        if (value > most)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:{key} must be at most {most}, it is {value}."));
        }
    }

    /// <summary>A condition must hold.</summary>
    public void Must(string key, bool holds, string rule)
    {
        if (!holds)
        {
            problems.Add($"{section}:{key} {rule}.");
        }
    }

    /// <summary>All is well, or everything that is not.</summary>
    public ValidateOptionsResult Result() =>
        problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
}
