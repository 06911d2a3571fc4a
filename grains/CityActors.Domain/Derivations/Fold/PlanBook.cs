using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations.Formulas;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Derivations.Fold;

/// <summary>
/// The derivations at work, and which of them a channel concerns: found by the words of channel and type, so that a reading that
/// concerns none costs one look into a table.
/// </summary>
internal sealed class PlanBook
{
    private readonly SortedList<int, Plan> plans = [];
    private Plan[] all = [];
    private PlanUse[]?[] uses = [];
    private int labelsSeen = -1;

    /// <summary>Derivations in the order of their numbers.</summary>
    public ReadOnlySpan<Plan> All => all;

    /// <summary>A derivation by the number of its definition; null when it is not at work.</summary>
    public Plan? Find(int definition) => plans.GetValueOrDefault(definition);

    /// <summary>Puts a derivation to work, or takes it out.</summary>
    public void Set(int definition, Plan? plan)
    {
        if (plan is null)
        {
            plans.Remove(definition);
        }
        else
        {
            plans[definition] = plan;
        }

        all = [.. plans.Values];
        labelsSeen = -1;
    }

    /// <summary>Finds words anew when new ones have come.</summary>
    public void Resolve(ShardState state)
    {
        if (labelsSeen == state.Labels.Count)
        {
            return;
        }

        labelsSeen = state.Labels.Count;
        var found = new SortedDictionary<int, List<PlanUse>>();
        foreach (var plan in plans.Values)
        {
            plan.Resolve(state);
            for (var term = 0; term < plan.Formulas.Terms.Length; term++)
            {
                Use(state, found, plan, term);
            }
        }

        uses = new PlanUse[]?[labelsSeen + 1];
        foreach (var (word, list) in found)
        {
            uses[word] = [.. list];
        }
    }

    /// <summary>What a channel of that name may be used for; null: for nothing.</summary>
    public PlanUse[]? Uses(ushort name) => name < uses.Length ? uses[name] : null;

    private static void Use(ShardState state, SortedDictionary<int, List<PlanUse>> found, Plan plan, int number)
    {
        var term = plan.Formulas.Terms[number];
        if (state.Labels.Find(term.Type) is var type and not 0)
        {
            Add(term.Channel, isValue: true);
            if (term.Weight is { } weight && weight != term.Channel)
            {
                Add(weight, isValue: false);
            }
        }

        void Add(string channel, bool isValue)
        {
            if (state.Labels.Find(channel) is var name and not 0)
            {
                if (!found.TryGetValue(name, out var list))
                {
                    found.Add(name, list = []);
                }

                list.Add(new PlanUse(plan, (ushort)type, number, isValue));
            }
        }
    }
}

/// <summary>What a channel is used for.</summary>
/// <param name="Plan">By which derivation.</param>
/// <param name="Type">Word of the type of its twin.</param>
/// <param name="Term">Number of the term.</param>
/// <param name="IsValue">Whether it is the term's value; else its weight.</param>
internal readonly record struct PlanUse(Plan Plan, ushort Type, int Term, bool IsValue);
