using CityActors.Domain.Definitions;
using CityActors.Domain.Twins;
using CityActors.Twins;

namespace CityActors.Domain.Rules.Fold;

/// <summary>
/// The rules in force in a partition, by what they are judged by. It follows from the definitions and from the words and twins of the
/// partition, so it is made again and not pictured.
/// </summary>
internal sealed class RuleBook
{
    private readonly ShardState state;
    private readonly SortedDictionary<int, RuleInForce> byNumber = [];
    private readonly Dictionary<string, ReferenceTable> tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, RuleSet> sets = [];
    private readonly Dictionary<int, RuleSet> silence = [];
    private readonly Dictionary<string, List<RuleInForce>> byTwinId = new(StringComparer.Ordinal);
    private int labels;
    private bool isUnbound;

    /// <summary>The rules of the definitions that a state has.</summary>
    public RuleBook(ShardState state)
    {
        this.state = state;
        for (var number = 0; number < state.Definitions.Count; number++)
        {
            Load(number);
        }

        Arrange();
    }

    /// <summary>Whether silence can break any rule.</summary>
    public bool HasSilence => silence.Count > 0;

    /// <summary>The newest version of a rule; null when it is retired.</summary>
    public RuleInForce? this[int number] => byNumber.GetValueOrDefault(number);

    /// <summary>Rules that a reading is judged by; null when there are none.</summary>
    public RuleSet? Find(ushort type, ushort channel) => sets.Count > 0 ? sets.GetValueOrDefault((type << 16) | channel) : null;

    /// <summary>Rules that silence of a type can break; null when there are none.</summary>
    public RuleSet? Silence(ushort type) => silence.GetValueOrDefault(type);

    /// <summary>A definition has a new version.</summary>
    public void Defined(int number)
    {
        Load(number);
        Arrange();
    }

    /// <summary>A twin is described: words may be new, and it may be one that a rule is for alone.</summary>
    public void Described(int twin)
    {
        var isAwaited = byTwinId.Count > 0 && byTwinId.TryGetValue(state.IdText(twin), out var own) && own[0].Twin != twin;
        if (isAwaited || (isUnbound && state.Labels.Count != labels))
        {
            Arrange();
        }
    }

    private void Load(int number)
    {
        try
        {
            Read(number);
        }
        catch (FormatException)
        {
            // It was good when it was logged, so an older version of the fold understood more: it judges nothing, but the city starts.
            byNumber.Remove(number);
        }
    }

    private void Read(int number)
    {
        var definition = state.Definitions[number];
        if (definition.Kind == DefinitionKind.ReferenceTable)
        {
            tables.Remove(definition.Id);
            if (definition.Json is { } table)
            {
                tables.Add(definition.Id, ReferenceTable.Read(table));
            }
        }
        else if (definition.Kind == DefinitionKind.Rule)
        {
            byNumber.Remove(number);
            if (definition.Json is { } json)
            {
                byNumber.Add(number, new RuleInForce(number, definition.Version, RuleReader.Read(definition.Id, json)));
            }
        }
    }

    private void Arrange()
    {
        labels = state.Labels.Count;
        isUnbound = false;
        sets.Clear();
        silence.Clear();
        byTwinId.Clear();
        foreach (var rule in byNumber.Values)
        {
            rule.Replacing = null;
            rule.Bind(state, tables);
            if (rule.Rule.IsEnabled)
            {
                Arrange(rule);
            }
        }

        foreach (var rule in byNumber.Values.Where(static rule => rule.Rule.IsEnabled && rule.Rule.Replaces is not null && rule.Twin >= 0))
        {
            var replaced = state.Definitions.Find(DefinitionKind.Rule, rule.Rule.Replaces!);
            if (replaced >= 0 && byNumber.TryGetValue(replaced, out var other) && !IsCircle(rule, other))
            {
                other.Replacing ??= [];
                if (!other.Replacing.TryAdd(rule.Twin, [rule]))
                {
                    other.Replacing[rule.Twin].Add(rule);
                }
            }
        }
    }

    private void Arrange(RuleInForce rule)
    {
        if (rule.Rule.Twin is { } id)
        {
            if (TwinId.PartitionOf(id, state.Partitions) != state.Partition)
            {
                return;
            }

            rule.Twin = state.TryFind(id, out var twin) ? twin : -1;
            if (!byTwinId.TryAdd(id, [rule]))
            {
                byTwinId[id].Add(rule);
            }

            if (rule.Twin < 0)
            {
                return;
            }
        }

        var type = (ushort)state.Labels.Find(rule.Rule.Type);
        foreach (var trigger in rule.Triggers)
        {
            var channel = (ushort)state.Labels.Find(trigger);
            isUnbound |= type == 0 || channel == 0;
            if (type != 0 && channel != 0)
            {
                Of(sets, (type << 16) | channel).Add(rule);
            }
        }

        isUnbound |= rule.Channel == 0;
        if (type != 0 && rule.NeedsAge)
        {
            Of(silence, type).Add(rule);
        }
    }

    /// <summary>Two rules that replace one another would both be gone; then neither is replaced.</summary>
    private bool IsCircle(RuleInForce rule, RuleInForce replaced)
    {
        var next = replaced;
        for (var steps = 0; steps <= byNumber.Count && next.Rule.Replaces is { } id && next.Rule.Twin == rule.Rule.Twin; steps++)
        {
            var number = state.Definitions.Find(DefinitionKind.Rule, id);
            if (number == rule.Number)
            {
                return true;
            }

            if (number < 0 || !byNumber.TryGetValue(number, out next!))
            {
                return false;
            }
        }

        return false;
    }

    private static RuleSet Of(Dictionary<int, RuleSet> sets, int key)
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets.Add(key, set = new RuleSet());
        }

        return set;
    }
}
