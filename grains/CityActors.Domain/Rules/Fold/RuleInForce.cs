using CityActors.Domain.Definitions;
using CityActors.Domain.Expressions.Evaluation;
using CityActors.Domain.Rules.Conditions;
using CityActors.Domain.Twins;
using CityActors.Rules;

namespace CityActors.Domain.Rules.Fold;

/// <summary>The newest version of a rule, ready to judge.</summary>
internal sealed class RuleInForce
{
    /// <summary>A rule of a definition.</summary>
    public RuleInForce(int number, int version, Rule rule)
    {
        (Number, Version, Rule) = (number, version, rule);
        (When, Until) = rule.Condition.Programs();
        IsRange = rule.Effect == RuleEffect.Invalid;
        NeedsAge = rule.Condition.NeedsAge;
        Deviates = rule.Condition.Slots.Any(static slot => slot is { Kind: RuleSlotKind.Deviation, IsHourOfWeek: false });
        DeviatesByHour = rule.Condition.Slots.Any(static slot => slot is { Kind: RuleSlotKind.Deviation, IsHourOfWeek: true });
    }

    /// <summary>Number of the definition.</summary>
    public int Number { get; }

    /// <summary>Version of the definition.</summary>
    public int Version { get; }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    /// <summary>When it breaks.</summary>
    public ExpressionProgram When { get; }

    /// <summary>When it is normal again; null: when it is not broken.</summary>
    public ExpressionProgram? Until { get; }

    /// <summary>Whether it marks readings invalid instead of raising alerts.</summary>
    public bool IsRange { get; }

    /// <summary>Whether silence can break it.</summary>
    public bool NeedsAge { get; }

    /// <summary>Whether it asks for a channel's baseline.</summary>
    public bool Deviates { get; }

    /// <summary>Whether it asks for a channel's baseline by hour of the week.</summary>
    public bool DeviatesByHour { get; }

    /// <summary>What its programs ask, found in this partition.</summary>
    public BoundSlot[] Slots { get; private set; } = [];

    /// <summary>Word of the channel that it is about; 0 while no twin has one of that name.</summary>
    public ushort Channel { get; private set; }

    /// <summary>Handle of the twin that it is for alone; -1 when it is for many, or the twin is not there.</summary>
    public int Twin { get; set; } = -1;

    /// <summary>Rules that replace it, by twin; null: none does.</summary>
    public Dictionary<int, List<RuleInForce>>? Replacing { get; set; }

    /// <summary>Words of the channels whose readings it is judged by.</summary>
    public IEnumerable<string> Triggers
    {
        get
        {
            var asked = Rule.Condition.Slots
                .Where(static slot => slot.Kind is RuleSlotKind.Channel or RuleSlotKind.Age).Select(static slot => slot.Name)
                .Append(Rule.Channel);
            return IsRange ? [Rule.Channel]
                : Rule.Condition.Driver is { } driver ? [driver]
                : asked.Distinct(StringComparer.Ordinal);
        }
    }

    /// <summary>Finds what it asks in the words and tables that there are now.</summary>
    public void Bind(ShardState state, IReadOnlyDictionary<string, ReferenceTable> tables)
    {
        Channel = (ushort)state.Labels.Find(Rule.Channel);
        Slots = [.. Rule.Condition.Slots.Select(slot => new BoundSlot(slot, state, tables))];
    }

    /// <summary>Whether it judges a twin at a moment.</summary>
    public bool Applies(ShardState state, int twin, long atMs)
    {
        if (!Rule.IsValidAt(atMs) || (Rule.Zone is { } zone && !state.Zones.IsInside(state.Twins[twin].Zone, zone)))
        {
            return false;
        }

        if (Replacing is not null && Replacing.TryGetValue(twin, out var instead))
        {
            foreach (var other in instead)
            {
                if (other.Applies(state, twin, atMs))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
