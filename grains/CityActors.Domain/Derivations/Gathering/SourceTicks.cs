using CityActors.Domain.Changes;
using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Derivations.Merging;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Derivations.Gathering;

/// <summary>At ticks: finds which panes are closed and whose members are silent, and says what changed.</summary>
internal sealed class SourceTicks(ShardState state)
{
    /// <summary>How many panes of silence are closed when no member is live: longer silence says nothing new.</summary>
    public const int SilentPanesMax = 3;

    private const long GraceMs = 1_000;
    private readonly DerivationState derivations = state.Derivations;
    private readonly List<SourcePane> panes = [];

    /// <summary>Time passed.</summary>
    public void Tick(long nowMs, long arrivedAtMs, long sequence, ChangeWriter changes)
    {
        for (var slot = 0; slot < derivations.Targets.End; slot++)
        {
            if (derivations.Targets[slot] is { } target && IsDue(target, nowMs))
            {
                Look(target, nowMs, arrivedAtMs, sequence, changes);
            }
        }
    }

    private static bool IsDue(SourceTarget target, long nowMs) =>
        nowMs >= target.LookAtMs
        || (target.IsDirty && nowMs - target.SaidAtMs >= target.Plan.PaceMs)
        || (target.NewestMs != long.MinValue && target.Plan.Derivation.Window.EndBy(target.NewestMs) > target.ClosedMs);

    private void Look(SourceTarget target, long nowMs, long arrivedAtMs, long sequence, ChangeWriter changes)
    {
        var head = Stand(target, nowMs);
        target.ClosedMs = head.ClosedMs;
        var isSlow = nowMs - target.SaidAtMs >= target.Plan.PaceMs || target.SaidAtMs == long.MinValue;
        if (!target.WasSaid || head.ClosedMs != target.Said.ClosedMs || (isSlow && (target.IsDirty || head != target.Said)))
        {
            Say(target, head, arrivedAtMs, sequence, changes);
            (target.Said, target.WasSaid, target.SaidAtMs, target.IsDirty) = (head, true, nowMs, false);
        }
        else if (head != target.Said)
        {
            target.LookAtMs = Math.Min(target.LookAtMs, target.SaidAtMs + target.Plan.PaceMs);
        }

        derivations.Drop(target.Trim());
        derivations.Targets.Touch(target.Slot);
        if (target.Members.Count == 0 && target.Panes.Count == 0)
        {
            target.Plan.Targets.Remove(target.Id);
            derivations.Targets.Remove(target.Slot);
        }
    }

    /// <summary>How the members stand now.</summary>
    private PartialHead Stand(SourceTarget target, long nowMs)
    {
        var staleAfter = target.Plan.Derivation.StaleAfterMs;
        var listening = state.Silence.ListeningSinceMs;
        var (live, passed, nextStale, heard) = (0, long.MaxValue, long.MaxValue, listening);
        foreach (var member in target.Members)
        {
            var heardAt = Math.Max(member.ArrivedMs, listening);
            heard = Math.Max(heard, heardAt);
            var isLive = nowMs - heardAt <= staleAfter;
            if (isLive != member.Live)
            {
                member.Live = isLive;
                derivations.Members.Touch(member.Slot);
            }

            if (isLive)
            {
                live++;
                passed = Math.Min(passed, Passed(member, nowMs));
                nextStale = Math.Min(nextStale, heardAt);
            }
        }

        target.LookAtMs = live > 0 ? nextStale + staleAfter + 1 : long.MaxValue;
        var closed = live > 0 ? Closed(target, passed) : Silent(target, nowMs, heard);
        return new PartialHead(target.Members.Count, live, Math.Max(target.ClosedMs, closed));
    }

    /// <summary>What a twin has passed: a message that arrives just now may have more channels of the same moment.</summary>
    private static long Passed(SourceMember member, long nowMs) =>
        member.NewestMs == long.MinValue || nowMs - member.ArrivedMs >= GraceMs ? member.NewestMs : member.NewestMs - 1;

    private static long Closed(SourceTarget target, long passedMs)
    {
        var validTo = target.Plan.Derivation.ValidToMs ?? Windows.WindowRule.LastMs;
        return passedMs is long.MaxValue or long.MinValue
            ? long.MinValue
            : target.Plan.Derivation.Window.EndBy(Math.Min(passedMs, validTo));
    }

    /// <summary>Nobody reports any more: event time goes on as fast as the clock does, for a few panes.</summary>
    private static long Silent(SourceTarget target, long nowMs, long heardMs)
    {
        if (target.NewestMs == long.MinValue)
        {
            return long.MinValue;
        }

        var window = target.Plan.Derivation.Window;
        var bound = window.Move(window.EndOf(target.NewestMs), SilentPanesMax - 1);
        var closed = Closed(target, Math.Min(bound, target.NewestMs + Math.Max(0, nowMs - heardMs)));
        if (closed < bound)
        {
            target.LookAtMs = long.MinValue;
        }

        return closed;
    }

    private void Say(SourceTarget target, PartialHead head, long arrivedAtMs, long sequence, ChangeWriter changes)
    {
        var from = 0;
        do
        {
            panes.Clear();
            for (; from < target.Panes.Count && panes.Count < PartialPicture.PanesMax; from++)
            {
                if (target.Panes[from].IsDirty)
                {
                    panes.Add(target.Panes[from]);
                }
            }

            // What closes panes must not come before the panes themselves.
            var isLast = from == target.Panes.Count;
            var said = isLast ? head : head with { ClosedMs = target.WasSaid ? target.Said.ClosedMs : long.MinValue };
            changes.Told(
                ChangeKind.Partial, sequence, -1, -1, arrivedAtMs, ChangeWriter.NoPlace, ChangeWriter.NoPlace,
                (Target: target, Head: said, Panes: panes), Write);
            foreach (var pane in panes)
            {
                pane.IsDirty = false;
            }
        }
        while (from < target.Panes.Count);
    }

    private void Write(RecordWriter writer, (SourceTarget Target, PartialHead Head, List<SourcePane> Panes) what)
    {
        var plan = what.Target.Plan;
        PartialPicture.Write(
            writer, state.Definitions[plan.Definition].Id, plan.Basis, what.Target.Id, what.Head, what.Panes);
    }
}
