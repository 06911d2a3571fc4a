using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Derivations.Formulas;
using CityActors.Domain.Derivations.Sums;
using CityActors.Domain.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Derivations.Gathering;

/// <summary>Takes readings into panes. Nothing is allocated for a reading but the panes that it is the first one of.</summary>
internal sealed class Contributions(ShardState state)
{
    private readonly DerivationState derivations = state.Derivations;

    /// <summary>A reading of a member was taken in: the row has it.</summary>
    public void Take(SourceMember member, in PlanUse use, int channel, in ChannelRow before, long arrivedAtMs)
    {
        ref readonly var row = ref state.Channels[channel];
        var atMs = row.ObservedAtMs;
        var plan = member.Plan;
        if (!plan.IsValidAt(atMs))
        {
            return;
        }

        Heard(member, atMs, arrivedAtMs);
        derivations.Members.Touch(member.Slot);
        ref var cell = ref member.Cells[use.Term];
        var isCorrection = before.Kind != ValueKind.None && before.ObservedAtMs == atMs;
        var isPair = plan.Formulas.Terms[use.Term].Weight is not null;
        if (atMs < cell.AtMs || (!isPair && isCorrection && cell.AtMs != atMs))
        {
            // A better value of a reading that counted elsewhere: too late here.
            CountLate(member, atMs);
            return;
        }

        var (counts, value) = Half(member, use.Term, channel);
        var weight = double.NaN;
        if (isPair && !Pair(ref cell, use.IsValue, atMs, counts, ref value, out weight))
        {
            return;
        }

        counts = (isPair ? !double.IsNaN(value) && weight >= 0 : counts) && Meets(member, use.Term);
        if (cell.AtMs == atMs)
        {
            Replace(member, use.Term, ref cell, counts, value, weight);
            return;
        }

        Settle(member, use.Term, ref cell, plan.Derivation.Window.EndOf(atMs));
        cell.AtMs = atMs;
        cell.Counts = counts && Add(member, use.Term, cell.PaneMs, value, weight, atMs);
        (cell.Value, cell.Weight) = (value, weight);
    }

    /// <summary>A reading came that is older than its channel's newest.</summary>
    public void CountLate(SourceMember member, long atMs)
    {
        if (!member.Plan.IsValidAt(atMs))
        {
            return;
        }

        var end = member.Plan.Derivation.Window.EndOf(atMs);
        foreach (var target in member.Targets)
        {
            if ((target.Find(end) ?? (target.Panes.Count > 0 ? target.Panes[^1] : null)) is { } pane)
            {
                pane.Late++;
                Touch(target, pane);
            }
        }
    }

    /// <summary>What a member contributed so far can be corrected no more: it goes, or contributes elsewhere from now on.</summary>
    public void SettleAll(SourceMember member)
    {
        for (var term = 0; term < member.Cells.Length; term++)
        {
            ref var cell = ref member.Cells[term];
            Settle(member, term, ref cell, long.MinValue);
            cell = SourceCell.Nothing;
        }

        (member.ContributedMs, member.ContributedBeforeMs, member.Contributions) = (long.MinValue, long.MinValue, 0);
        derivations.Members.Touch(member.Slot);
    }

    private static void Heard(SourceMember member, long atMs, long arrivedAtMs)
    {
        member.ArrivedMs = Math.Max(member.ArrivedMs, arrivedAtMs);
        member.NewestMs = Math.Max(member.NewestMs, atMs);
        foreach (var target in member.Targets)
        {
            target.NewestMs = Math.Max(target.NewestMs, atMs);
            if (!member.Live)
            {
                target.LookAtMs = long.MinValue;
            }
        }

        member.Live = true;
    }

    /// <summary>Value and weight of one moment, when both are there.</summary>
    private static bool Pair(ref SourceCell cell, bool isValue, long atMs, bool counts, ref double value, out double weight)
    {
        var half = counts ? value : double.NaN;
        var other = isValue ? cell.Weight : cell.Value;
        if (cell.AtMs != atMs && !(cell.Pending ??= new PendingHalves()).Take(atMs, isValue, half, out other))
        {
            weight = double.NaN;
            return false;
        }

        (value, weight) = isValue ? (half, other) : (other, half);
        return true;
    }

    /// <summary>The number that a channel shows, and whether it may count.</summary>
    private (bool Counts, double Value) Half(SourceMember member, int term, int channel)
    {
        ref readonly var row = ref state.Channels[channel];
        var isNumber = row.Kind is ValueKind.Number or ValueKind.Boolean;
        var number = row.Kind == ValueKind.Number ? BitConverter.Int64BitsToDouble(row.Bits) : isNumber ? row.Bits : 0;
        return (row.Quality != Quality.Invalid && (isNumber || !member.Plan.Formulas.Terms[term].NeedsNumbers), number);
    }

    private bool Meets(SourceMember member, int number)
    {
        var values = new ConditionValues(state, member.Channels[number]);
        return member.Plan.Formulas.Terms[number].Condition is not { } condition || condition.Evaluate(ref values).IsTrue;
    }

    /// <summary>A correction, or the other half of a pair: replaces, never adds.</summary>
    private void Replace(SourceMember member, int term, ref SourceCell cell, bool counts, double value, double weight)
    {
        if (cell.Counts)
        {
            Remove(member, term, cell);
        }

        cell.Counts = counts && Add(member, term, cell.PaneMs, value, weight, cell.AtMs);
        (cell.Value, cell.Weight) = (value, weight);
        if (member.Plan.Formulas.Terms[term].NeedsOrder)
        {
            Reorder(member, term, cell.PaneMs);
        }
    }

    private bool Add(SourceMember member, int term, long paneMs, double value, double weight, long atMs)
    {
        var isAdded = false;
        foreach (var target in member.Targets)
        {
            if (target.Open(paneMs) is { } pane)
            {
                pane.Totals[term].Add(value, weight);
                if (member.Plan.Formulas.Terms[term].NeedsOrder)
                {
                    pane.Totals[term].Order.Merge(Extremes.Of(value, atMs));
                }

                Touch(target, pane);
                isAdded = true;
            }
            else if (target.Panes.Count > 0)
            {
                target.Panes[^1].Late++;
                Touch(target, target.Panes[^1]);
            }
        }

        if (isAdded)
        {
            CountMember(member, paneMs);
        }

        return isAdded;
    }

    private void Remove(SourceMember member, int term, in SourceCell cell)
    {
        foreach (var target in member.Targets)
        {
            if (target.Find(cell.PaneMs) is { } pane)
            {
                pane.Totals[term].Remove(cell.Value, cell.Weight);
                Touch(target, pane);
            }
        }

        if (cell.PaneMs == member.ContributedMs && --member.Contributions == 0)
        {
            AddToWindows(member, member.ContributedMs, member.ContributedBeforeMs, -1);
            (member.ContributedMs, member.ContributedBeforeMs) = (member.ContributedBeforeMs, long.MinValue);
        }
    }

    /// <summary>Counts the member in the windows that its first reading in a pane brings it into.</summary>
    private void CountMember(SourceMember member, long paneMs)
    {
        if (paneMs > member.ContributedMs)
        {
            AddToWindows(member, paneMs, member.ContributedMs, 1);
            (member.ContributedBeforeMs, member.ContributedMs, member.Contributions) = (member.ContributedMs, paneMs, 1);
        }
        else if (paneMs == member.ContributedMs)
        {
            member.Contributions++;
        }
    }

    /// <summary>Windows that hold a pane and not the one that the member contributed to before.</summary>
    private void AddToWindows(SourceMember member, long paneMs, long beforeMs, int count)
    {
        var window = member.Plan.Derivation.Window;
        var last = window.Move(paneMs, window.Panes - 1);
        var first = beforeMs == long.MinValue ? paneMs : Math.Max(paneMs, window.Move(beforeMs, window.Panes));
        for (var end = first; end <= last; end = window.Move(end, 1))
        {
            foreach (var target in member.Targets)
            {
                if (target.Open(end) is { } pane)
                {
                    pane.Contributing = Math.Max(0, pane.Contributing + count);
                    Touch(target, pane);
                }
            }
        }
    }

    /// <summary>The newest value of a term can be corrected no more, because a newer one comes.</summary>
    private void Settle(SourceMember member, int term, ref SourceCell cell, long nextPaneMs)
    {
        if (member.Plan.NeedsOrder && cell.AtMs != long.MinValue)
        {
            if (cell.Counts)
            {
                cell.Settled.Merge(Extremes.Of(cell.Value, cell.AtMs));
            }

            if (nextPaneMs != cell.PaneMs)
            {
                foreach (var target in member.Targets)
                {
                    if (cell.Settled.Any && target.Find(cell.PaneMs) is { Settled: { } settled })
                    {
                        settled[term].Merge(cell.Settled);
                        derivations.Targets.Touch(target.Slot);
                    }
                }

                cell.Settled = default;
            }
        }

        cell.Counts = false;
        cell.PaneMs = nextPaneMs;
    }

    /// <summary>Finds smallest, largest, first and last anew: out of what is settled and what each member contributed last.</summary>
    private void Reorder(SourceMember corrected, int term, long paneMs)
    {
        foreach (var target in corrected.Targets)
        {
            if (target.Find(paneMs) is not { Settled: { } settled } pane)
            {
                continue;
            }

            var order = settled[term];
            foreach (var member in target.Members)
            {
                ref readonly var cell = ref member.Cells[term];
                if (cell.PaneMs == paneMs)
                {
                    order.Merge(cell.Settled);
                    order.Merge(cell.Counts ? Extremes.Of(cell.Value, cell.AtMs) : default);
                }
            }

            pane.Totals[term].Order = order;
            Touch(target, pane);
        }
    }

    private void Touch(SourceTarget target, SourcePane pane)
    {
        pane.IsDirty = true;
        target.IsDirty = true;
        derivations.Targets.Touch(target.Slot);
    }
}
