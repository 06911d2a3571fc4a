using CityActors.Definitions;
using CityActors.Domain.Derivations.Formulas;

namespace CityActors.Domain.Derivations;

/// <summary>
/// What derivations read and what they say, as (type, channel). A derivation must not, by whatever detour, read what it says: the city
/// would reckon in a circle for ever.
/// </summary>
public static class DerivationGraph
{
    /// <summary>Channels that a derivation reads, as Type.channel, those of conditions and weights included.</summary>
    public static IReadOnlySet<string> Reads(Derivation derivation)
    {
        var reads = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var term in Terms(derivation))
        {
            reads.Add($"{term.Type}.{term.Channel}");
            if (term.Weight is { } weight)
            {
                reads.Add($"{term.Type}.{weight}");
            }

            reads.UnionWith(term.ConditionChannels.Select(channel => $"{term.Type}.{channel}"));
        }

        return reads;
    }

    /// <summary>Reference tables that a derivation looks into.</summary>
    public static IReadOnlySet<string> Tables(Derivation derivation) => new SortedSet<string>(
        (FormulaSet.Compile(derivation, [])?.Slots ?? [])
            .Where(static slot => slot.Kind is FormulaSlotKind.Limit or FormulaSlotKind.Interpolated).Select(static slot => slot.Name),
        StringComparer.Ordinal);

    /// <summary>Channels that a derivation says, as Type.channel.</summary>
    public static IReadOnlySet<string> Says(Derivation derivation)
    {
        var types = derivation is { By.Kind: BelongingKind.Self, Kpi: null }
            ? Terms(derivation).Select(static term => term.Type).Distinct()
            : [derivation.TargetType];
        return new SortedSet<string>(
            types.SelectMany(type => derivation.Channels.Select(channel => $"{type}.{channel.Name}")), StringComparer.Ordinal);
    }

    /// <summary>What is wrong with a derivation among others; null when nothing goes round in a circle.</summary>
    /// <param name="candidate">The derivation that is to be saved.</param>
    /// <param name="others">Those that are at work; one of the same id is replaced by the candidate.</param>
    public static DefinitionProblem? Circle(Derivation candidate, IEnumerable<Derivation> others)
    {
        var all = others.Where(one => one.Id != candidate.Id && one.Enabled).Append(candidate)
            .Select(static one => new Node(one.Id, Reads(one), Says(one))).ToList();
        var start = all[^1];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var way = new List<string>();
        return Leads(start, start, all, seen, way)
            ? new DefinitionProblem(
                "channels", 0, 0, "formulas that do not, by whatever detour, read what they say", $"the circle {string.Join(" → ", way)}")
            : null;
    }

    private static bool Leads(Node from, Node to, List<Node> all, HashSet<string> seen, List<string> way)
    {
        way.Add(from.Id);
        foreach (var next in all)
        {
            var through = from.Says.FirstOrDefault(next.Reads.Contains);
            if (through is null)
            {
                continue;
            }

            way.Add(through);
            if (next.Id == to.Id)
            {
                way.Add(to.Id);
                return true;
            }

            if (seen.Add(next.Id) && Leads(next, to, all, seen, way))
            {
                return true;
            }

            way.RemoveAt(way.Count - 1);
        }

        way.RemoveAt(way.Count - 1);
        return false;
    }

    private static IEnumerable<Term> Terms(Derivation derivation) => FormulaSet.Compile(derivation, [])?.Terms ?? [];

    private sealed record Node(string Id, IReadOnlySet<string> Reads, IReadOnlySet<string> Says);
}
