using System.Collections.Immutable;
using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Twins;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Derivations.Gathering;

/// <summary>Which twins contribute to which derived twins: follows relations, places, zones, and who is there at all.</summary>
internal sealed class Memberships(ShardState state, Contributions contributions)
{
    private readonly DerivationState derivations = state.Derivations;
    private readonly List<string> subjects = [];
    private long arrivedAtMs;

    /// <summary>Records that arrived then follow.</summary>
    public void Enter(long arrivedMs) => arrivedAtMs = arrivedMs;

    /// <summary>A twin was registered, described, moved, revived or is gone: it contributes where it belongs now.</summary>
    /// <param name="plan">The derivation.</param>
    /// <param name="twin">Handle of the twin.</param>
    /// <param name="hasMoved">Whether it only moved: its channels are the same.</param>
    public void Follow(Plan plan, int twin, bool hasMoved = false)
    {
        ref readonly var row = ref state.Twins[twin];
        plan.Members.TryGetValue(twin, out var member);
        if (!row.Live || !plan.Types.Contains(row.Type))
        {
            Leave(plan, member);
            return;
        }

        var channels = hasMoved && member is not null ? member.Channels : MemberChannelsOf.Find(state, plan, twin);
        FindSubjects(plan, twin);
        if (subjects.Count == 0 || channels.All(static one => one.Value < 0))
        {
            Leave(plan, member);
            return;
        }

        if (member is null)
        {
            if (derivations.Members.Count >= DerivationState.MembersMax)
            {
                derivations.Drop(1);
                return;
            }

            member = Join(plan, twin, channels);
        }

        member.Channels = channels;
        if (member.Targets.Length != subjects.Count || !IsSame(member.Targets))
        {
            Part(member);
            Meet(member);
        }
    }

    /// <summary>Everything of a derivation goes.</summary>
    public void Drop(Plan plan)
    {
        foreach (var member in plan.Members.Values)
        {
            derivations.Members.Remove(member.Slot);
        }

        foreach (var target in plan.Targets.Values)
        {
            derivations.Targets.Remove(target.Slot);
        }

        plan.Members.Clear();
        plan.Targets.Clear();
    }

    /// <summary>A twin joins. It is waited for, as if it had just been heard, until it has been silent for too long.</summary>
    private SourceMember Join(Plan plan, int twin, MemberChannels[] channels)
    {
        var cells = new SourceCell[channels.Length];
        Array.Fill(cells, SourceCell.Nothing);
        var member = new SourceMember { Definition = plan.Definition, Twin = twin, Cells = cells, Plan = plan };
        foreach (var channel in channels)
        {
            if (channel.Value >= 0 && state.Channels[channel.Value] is { Kind: not ValueKind.None } row)
            {
                member.NewestMs = Math.Max(member.NewestMs, row.ObservedAtMs);
                member.ArrivedMs = Math.Max(member.ArrivedMs, row.ArrivedAtMs);
            }
        }

        member.Live = true;
        member.ArrivedMs = member.ArrivedMs == long.MinValue ? arrivedAtMs : member.ArrivedMs;
        member.Slot = derivations.Members.Add(member);
        plan.Members.Add(twin, member);
        return member;
    }

    private void Leave(Plan plan, SourceMember? member)
    {
        if (member is not null)
        {
            Part(member);
            plan.Members.Remove(member.Twin);
            derivations.Members.Remove(member.Slot);
        }
    }

    private void Part(SourceMember member)
    {
        contributions.SettleAll(member);
        for (var i = 0; i < member.Targets.Length; i++)
        {
            var target = member.Targets[i];
            var last = target.Members[^1];
            var place = member.Places[i];
            target.Members[place] = last;
            last.Places[Array.IndexOf(last.Targets, target)] = place;
            target.Members.RemoveAt(target.Members.Count - 1);
            target.LookAtMs = long.MinValue;
            derivations.Targets.Touch(target.Slot);
        }

        member.Targets = [];
        member.Places = [];
    }

    private void Meet(SourceMember member)
    {
        var targets = new List<SourceTarget>(subjects.Count);
        foreach (var subject in subjects)
        {
            var id = member.Plan.TargetOf(subject);
            if (!member.Plan.Targets.TryGetValue(id, out var target))
            {
                if (derivations.Targets.Count >= DerivationState.TargetsMax)
                {
                    derivations.Drop(1);
                    continue;
                }

                target = new SourceTarget { Definition = member.Definition, Id = id, Plan = member.Plan, LookAtMs = long.MinValue };
                target.Slot = derivations.Targets.Add(target);
                member.Plan.Targets.Add(id, target);
            }

            targets.Add(target);
        }

        member.Targets = [.. targets];
        member.Places = new int[targets.Count];
        for (var i = 0; i < targets.Count; i++)
        {
            member.Places[i] = targets[i].Members.Count;
            targets[i].Members.Add(member);
            targets[i].NewestMs = Math.Max(targets[i].NewestMs, member.NewestMs);
            targets[i].LookAtMs = long.MinValue;
            derivations.Targets.Touch(targets[i].Slot);
        }

        derivations.Members.Touch(member.Slot);
    }

    private bool IsSame(SourceTarget[] targets)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i].Id != targets[i].Plan.TargetOf(subjects[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the derived twins of a twin speak of: roads, buildings, zones, the city, itself; in a fixed order.</summary>
    private void FindSubjects(Plan plan, int twin)
    {
        subjects.Clear();
        var by = plan.Derivation.By;
        switch (by.Kind)
        {
            case BelongingKind.Self:
                subjects.Add(state.IdText(twin));
                break;
            case BelongingKind.City:
                subjects.Add(Belonging.City);
                break;
            case BelongingKind.Segment:
                if (state.Roads.IdOf(state.Twins[twin].Segment) is { } segment)
                {
                    subjects.Add(segment);
                }

                break;
            case BelongingKind.Zone:
                AddZones(by, state.Twins[twin].Zone);
                break;
            default:
                AddRelated(by, state.Picture(twin).Relations);
                break;
        }
    }

    private void AddRelated(Belonging by, ImmutableArray<TwinRelation> relations)
    {
        foreach (var relation in relations)
        {
            if (relation.Name == by.Relation && TwinId.TypeOf(relation.Object) == by.Type && !subjects.Contains(relation.Object))
            {
                subjects.Add(relation.Object);
            }
        }
    }

    private void AddZones(Belonging by, int bound)
    {
        // A parent that leads back to where it came from must not lead round for ever.
        for (var steps = 0; bound > 0 && steps < Belonging.LevelsMax * 4; steps++)
        {
            var zone = state.Zones[bound - 1];
            if (by.Levels.Contains(zone.Level) && TwinId.TypeOf(zone.Id) == by.Type && !subjects.Contains(zone.Id))
            {
                subjects.Add(zone.Id);
            }

            bound = zone.Parent is { } parent ? state.Zones.Find(parent) + 1 : 0;
        }
    }
}
