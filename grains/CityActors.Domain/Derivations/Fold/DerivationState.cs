using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations.Formulas;
using CityActors.Domain.Derivations.Gathering;
using CityActors.Domain.Derivations.Merging;
using CityActors.Domain.Log;
using CityActors.Domain.Rows;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Derivations.Fold;

/// <summary>What the derivations of a partition hold. Sections 20-23 of a snapshot.</summary>
internal sealed class DerivationState
{
    /// <summary>Most derived twins that the twins of a partition contribute to, all derivations together.</summary>
    public const int TargetsMax = 200_000;

    /// <summary>Most memberships of a partition's twins, all derivations together.</summary>
    public const int MembersMax = 4_000_000;

    private const int CountersKey = 0;
    private readonly KeyedBlobs rest = new(23);
    private readonly RecordWriter scratch = new();

    /// <summary>Derived twins as the twins of this partition contribute to them.</summary>
    public PicturedSlots<SourceTarget> Targets { get; } = new(20, SourceTarget.Write, SourceTarget.Read);

    /// <summary>Twins of this partition that contribute.</summary>
    public PicturedSlots<SourceMember> Members { get; } = new(21, SourceMember.Write, SourceMember.Read);

    /// <summary>Derived twins of this partition.</summary>
    public PicturedSlots<MergedTarget> Merged { get; } = new(22, MergedTarget.Write, MergedTarget.Read);

    /// <summary>The derivations at work.</summary>
    public PlanBook Plans { get; } = new();

    /// <summary>The reference tables.</summary>
    public Dictionary<string, ReferenceTable> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes of this partition up to this record were carried to the partitions that they are for; -1: none.</summary>
    public long CarriedUpTo { get; private set; } = -1;

    /// <summary>Derived twins, memberships, panes and windows that had no room.</summary>
    public long Dropped { get; private set; }

    /// <summary>Derived twins that were deleted while something was still derived for them.</summary>
    public int Gone { get; set; }

    /// <summary>Sections of a snapshot.</summary>
    public IReadOnlyList<ISection> Sections => [Targets, Members, Merged, rest];

    /// <summary>Changes were carried.</summary>
    public void Carried(long upTo)
    {
        CarriedUpTo = Math.Max(CarriedUpTo, upTo);
        Count();
    }

    /// <summary>Something had no room.</summary>
    public void Drop(long count)
    {
        if (count > 0)
        {
            Dropped += count;
            Count();
        }
    }

    /// <summary>Remembers the version since which a derivation's sums are of one shape.</summary>
    public void Base(int definition, int basis)
    {
        scratch.Clear();
        rest.Set(definition + 1, scratch.Number(basis).Written.Span);
    }

    /// <summary>Puts together what sections hold, when they and the definitions are restored.</summary>
    public void Restore(ShardState state)
    {
        if (rest[CountersKey] is { } counters)
        {
            var fields = RecordReader.OverFields(counters);
            (CarriedUpTo, Dropped) = (fields.Number(), fields.Number());
        }

        for (var number = 0; number < state.Definitions.Count; number++)
        {
            RestorePlan(state, number);
        }

        Plans.Resolve(state);
        RestoreTargets();
        RestoreMembers(state);
    }

    private void RestorePlan(ShardState state, int number)
    {
        var picture = state.Definitions[number];
        if (picture is { Kind: DefinitionKind.ReferenceTable, Json: { } table })
        {
            Tables[picture.Id] = ReferenceTable.Read(table);
        }
        else if (picture is { Kind: DefinitionKind.Derivation, Json: { } json } && rest[number + 1] is { } blob
            && DerivationReader.Read(picture.Id, json, out _) is { Enabled: true } derivation)
        {
            var basis = (int)RecordReader.OverFields(blob).Number();
            Plans.Set(number, new Plan(number, basis, picture.Version, derivation, FormulaSet.Compile(derivation, [])!));
        }
    }

    private void RestoreTargets()
    {
        for (var slot = 0; slot < Targets.End; slot++)
        {
            if (Targets[slot] is { } target)
            {
                target.Slot = slot;
                target.Plan = Plans.Find(target.Definition)!;
                target.Plan.Targets.Add(target.Id, target);
            }
        }

        for (var slot = 0; slot < Merged.End; slot++)
        {
            if (Merged[slot] is { } target)
            {
                target.Slot = slot;
                target.Plan = Plans.Find(target.Definition)!;
                target.Plan.Merged.Add(target.Id, target);
                Gone += target.IsGone ? 1 : 0;
            }
        }
    }

    private void RestoreMembers(ShardState state)
    {
        for (var slot = 0; slot < Members.End; slot++)
        {
            if (Members[slot] is { } member)
            {
                member.Slot = slot;
                member.Plan = Plans.Find(member.Definition)!;
                member.Plan.Members.Add(member.Twin, member);
                member.Channels = MemberChannelsOf.Find(state, member.Plan, member.Twin);
                member.Targets = [.. member.TargetSlots.Select(target => Targets[target]!)];
                member.Places = new int[member.Targets.Length];
                for (var i = 0; i < member.Targets.Length; i++)
                {
                    member.Places[i] = member.Targets[i].Members.Count;
                    member.Targets[i].Members.Add(member);
                }
            }
        }
    }

    private void Count()
    {
        scratch.Clear();
        rest.Set(CountersKey, scratch.Number(CarriedUpTo).Number(Dropped).Written.Span);
    }
}
