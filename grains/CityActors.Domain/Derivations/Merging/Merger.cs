using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Derivations.Merging;

/// <summary>Merges what partitions contribute to the derived twins of this one, closes their windows, and revises them.</summary>
internal sealed class Merger(ShardState state, MergedTwins twins)
{
    /// <summary>Most windows that are closed at once; a longer gap is passed over, and counted.</summary>
    public const int WindowsAtOnceMax = 2_000;

    /// <summary>Most open windows of a derived twin whose running values are said.</summary>
    private const int RunningMax = 2;

    /// <summary>How long a derived twin that has just become known waits for other partitions, milliseconds of ticks.</summary>
    private const long WaitMs = 2_000;

    private readonly DerivationState derivations = state.Derivations;
    private readonly List<long> touched = [];
    private ChangeWriter changes = null!;
    private long arrivedAtMs;

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer) => (changes, arrivedAtMs) = (writer, frame.ArrivedAtMs);

    /// <summary>A partition says what it contributes.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="at">Record of its log after which it said that.</param>
    /// <param name="index">Number among the changes of that record.</param>
    /// <param name="partial">What it says.</param>
    /// <param name="sequence">The record.</param>
    public void Take(int partition, long at, int index, PartialPicture partial, long sequence)
    {
        var definition = state.Definitions.Find(DefinitionKind.Derivation, partial.Definition);
        if (definition < 0 || derivations.Plans.Find(definition) is not { } plan || plan.Basis != partial.Basis
            || partial.Panes.Exists(pane => pane.Sums.Length != plan.Formulas.Terms.Length)
            || Target(plan, partial.Target) is not { } target)
        {
            return;
        }

        if (target.Senders.TryGetValue(partition, out var sender) && (at, index).CompareTo((sender.Sequence, sender.Index)) <= 0)
        {
            return;
        }

        target.Senders[partition] = new MergedSender(at, index, partial.Head);
        touched.Clear();
        foreach (var pane in partial.Panes)
        {
            if (target.Take(partition, pane))
            {
                touched.Add(pane.EndMs);
            }
        }

        target.IsDirty = true;
        Revise(target, sequence);
        target.IsWaiting = state.Silence.NowMs < target.ClosableAtMs;
        if (!target.IsWaiting)
        {
            Close(target, sequence);
        }

        derivations.Drop(target.Trim());
        derivations.Merged.Touch(target.Slot);
    }

    /// <summary>Time passed: running values are said.</summary>
    public void Tick(long nowMs, long sequence)
    {
        for (var slot = 0; slot < derivations.Merged.End; slot++)
        {
            if (derivations.Merged[slot] is not { } target)
            {
                continue;
            }

            if (target.IsWaiting && nowMs >= target.ClosableAtMs)
            {
                target.IsWaiting = false;
                Close(target, sequence);
                derivations.Drop(target.Trim());
                derivations.Merged.Touch(slot);
            }

            if (target.IsDirty && (target.SaidAtMs == long.MinValue || nowMs - target.SaidAtMs >= target.Plan.PaceMs))
            {
                target.IsDirty = false;
                target.SaidAtMs = nowMs;
                derivations.Merged.Touch(slot);
                foreach (var window in Running(state, target).Take(RunningMax))
                {
                    Say(target, window, sequence);
                }
            }
        }
    }

    /// <summary>Everything of a derivation goes.</summary>
    public void Drop(Plan plan)
    {
        foreach (var target in plan.Merged.Values)
        {
            derivations.Gone -= target.IsGone ? 1 : 0;
            derivations.Merged.Remove(target.Slot);
        }

        plan.Merged.Clear();
    }

    /// <summary>Open windows that have readings, oldest first, as they stand now.</summary>
    public static IEnumerable<MergedWindow> Running(ShardState state, MergedTarget target) => target.Panes.Values
        .Where(pane => pane.EndMs > target.ClosedMs && pane.Parts.Values.Any(static part => part.Contributing > 0))
        .Select(pane => WindowValues.Evaluate(state, target, pane.EndMs));

    private MergedTarget? Target(Plan plan, string id)
    {
        if (plan.Merged.TryGetValue(id, out var target))
        {
            return target;
        }

        if (derivations.Merged.Count >= DerivationState.TargetsMax || !CityActors.Twins.TwinId.IsValid(id))
        {
            derivations.Drop(1);
            return null;
        }

        target = new MergedTarget
        {
            Definition = plan.Definition, Id = id, Plan = plan, ClosableAtMs = state.Silence.NowMs + WaitMs,
        };
        target.Slot = derivations.Merged.Add(target);
        plan.Merged.Add(id, target);
        return target;
    }

    private void Close(MergedTarget target, long sequence)
    {
        var closing = Closing(target);
        if (closing == long.MinValue)
        {
            return;
        }

        var rule = target.Plan.Derivation.Window;
        if (target.ClosedMs == long.MinValue)
        {
            // The first window is the first one that has readings: before it there is nothing to be missed.
            target.ClosedMs = target.Panes.Count > 0 ? Math.Min(closing, rule.Move(target.Panes.Keys[0], -1)) : closing;
        }

        var count = rule.Count(target.ClosedMs, closing, int.MaxValue);
        if (count > WindowsAtOnceMax)
        {
            derivations.Drop(count - WindowsAtOnceMax);
            target.ClosedMs = rule.Move(closing, -WindowsAtOnceMax);
        }

        for (var end = rule.Move(target.ClosedMs, 1); end <= closing; end = rule.Move(end, 1))
        {
            target.ClosedMs = end;
            Tell(target, WindowValues.Evaluate(state, target, end), 1, sequence);
        }
    }

    /// <summary>Up to where every partition with live members has passed; when none has any, as far as any of them says.</summary>
    private static long Closing(MergedTarget target)
    {
        var (passed, silent, isLive) = (long.MaxValue, long.MinValue, false);
        foreach (var sender in target.Senders.Values)
        {
            silent = Math.Max(silent, sender.Head.ClosedMs);
            if (sender.Head.Live > 0)
            {
                isLive = true;
                passed = Math.Min(passed, sender.Head.ClosedMs);
            }
        }

        return isLive ? passed : silent;
    }

    /// <summary>Evaluates closed windows again that hold a changed pane, or look back at one that does.</summary>
    private void Revise(MergedTarget target, long sequence)
    {
        if (touched.Count == 0 || target.ClosedMs == long.MinValue || touched.TrueForAll(end => end > target.ClosedMs))
        {
            return;
        }

        var rule = target.Plan.Derivation.Window;
        var after = rule.Panes - 1 + target.Plan.Formulas.Depth;
        var ends = new SortedSet<long>();
        foreach (var end in touched)
        {
            for (var step = 0; step <= after; step++)
            {
                ends.Add(rule.Move(end, step));
            }
        }

        foreach (var end in ends)
        {
            // A window from before the first one is told when a backlog brings readings for it, as long as windows are revised.
            var isKept = target.Windows.TryGetValue(end, out var known);
            if (isKept || (end <= target.ClosedMs && end > target.ClosedMs - target.Plan.Derivation.RevisableMs))
            {
                var window = WindowValues.Evaluate(state, target, end);
                if (known is null ? window.Contributing > 0 : window.Differs(known))
                {
                    Tell(target, window, (known?.Revision ?? 0) + 1, sequence);
                }
            }
        }
    }

    private void Tell(MergedTarget target, MergedWindow window, int revision, long sequence)
    {
        window.Revision = revision;
        target.Windows[window.EndMs] = window;
        Say(target, window, sequence);
        twins.Read(target, window, sequence);
    }

    private void Say(MergedTarget target, MergedWindow window, long sequence)
    {
        var twin = twins.Twin(target, sequence);
        var place = twin < 0 ? ChangeWriter.NoPlace : state.Twins[twin].Place;
        changes.Told(
            ChangeKind.Derived, sequence, twin, -1, arrivedAtMs, place, place,
            Picture(state, target, window, MergedTwins.Zone(state, target)), DerivedPicture.Write);
    }

    /// <summary>A window as it is told.</summary>
    public static DerivedPicture Picture(ShardState state, MergedTarget target, MergedWindow window, string? zone)
    {
        var derivation = target.Plan.Derivation;
        return new DerivedPicture(
            state.Definitions[target.Definition].Id, window.Version, target.Id, zone, derivation.Window.StartOf(window.EndMs),
            window.EndMs, window.Revision, window.Revision > 0, window.Members, window.Contributing, window.Stale, window.Late,
            [.. derivation.Channels.Zip(window.Values, static (channel, value) => new DerivedValue(channel.Name, value))]);
    }
}
