namespace CityActors.Domain.Rules.Fold;

/// <summary>The rules that a reading of one type and channel, or silence of one type, is judged by.</summary>
internal sealed class RuleSet
{
    private readonly Dictionary<int, RuleInForce[]> ofTwin = [];

    /// <summary>Those for all twins, in the order of their numbers.</summary>
    public RuleInForce[] General { get; private set; } = [];

    /// <summary>Whether one of all marks readings invalid.</summary>
    public bool HasRange { get; private set; }

    /// <summary>Those for one twin alone.</summary>
    public RuleInForce[] Of(int twin) => ofTwin.Count > 0 && ofTwin.TryGetValue(twin, out var own) ? own : [];

    /// <summary>Adds a rule; the twin of one for a twin alone must be there.</summary>
    public void Add(RuleInForce rule)
    {
        HasRange |= rule.IsRange;
        if (rule.Rule.Twin is null)
        {
            General = [.. General, rule];
        }
        else
        {
            ofTwin[rule.Twin] = [.. Of(rule.Twin), rule];
        }
    }

    /// <summary>Whether a rule of a twin asks for a baseline.</summary>
    public bool Deviates(int twin, bool byHour) => Deviates(General, byHour) || Deviates(Of(twin), byHour);

    private static bool Deviates(RuleInForce[] rules, bool byHour)
    {
        foreach (var rule in rules)
        {
            if (byHour ? rule.DeviatesByHour : rule.Deviates)
            {
                return true;
            }
        }

        return false;
    }
}
