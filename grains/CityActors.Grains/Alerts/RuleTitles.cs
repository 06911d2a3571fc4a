using System.Collections.Concurrent;
using CityActors.Definitions;
using CityActors.Rules;
using Microsoft.Extensions.Logging;

namespace CityActors.Grains.Alerts;

/// <summary>Names of rules as people read them. What is not known (yet) is called by its id: an alert does not wait for a name.</summary>
internal sealed partial class RuleTitles(IGrainFactory grains, ILogger<RuleTitles> logger)
{
    private const int KnownMax = 10_000;
    private readonly ConcurrentDictionary<(string Rule, int Version), string> known = new();

    /// <summary>The Vietnamese name of a rule.</summary>
    public async ValueTask<string> Of(string rule, int version)
    {
        if (known.TryGetValue((rule, version), out var title))
        {
            return title;
        }

        try
        {
            var definition = await grains.GetGrain<IRulesGrain>(0).Read(rule, []);
            if (definition.Definition.Stamp.Version >= version && known.Count < KnownMax)
            {
                known[(rule, version)] = definition.Name.Vi;
            }

            return definition.Name.Vi;
        }
        catch (DefinitionNotFoundException)
        {
            return rule;
        }
        catch (Exception wrong)
        {
            LogFailed(logger, wrong, rule);
            return rule;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The name of the rule '{Rule}' could not be read; its id stands in the alert.")]
    private static partial void LogFailed(ILogger logger, Exception wrong, string rule);
}
