using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Rules.Fold.States;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Rules.Fold;

/// <summary>
/// Leads the episode of a rule and a twin from the first breach to the end, and says each turn. Between readings time goes on by
/// arrival: the time of the newest reading and what has passed since it arrived, or since the city listens again.
/// </summary>
internal sealed class Episodes(ShardState state)
{
    private readonly RuleShelf shelf = state.Rules;
    private ChangeWriter changes = null!;
    private long arrivedAtMs;

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        changes = writer;
        arrivedAtMs = frame.ArrivedAtMs;
    }

    /// <summary>The time of a row's readings now.</summary>
    public long TimeOf(in EpisodeRow row, long nowMs) =>
        row.JudgedMs + Math.Max(0, nowMs - Math.Max(row.JudgedArrivedMs, state.Silence.ListeningSinceMs));

    /// <summary>A rule that was kept is broken.</summary>
    public void Break(RuleInForce rule, int twin, int channel, long atMs, long sequence)
    {
        var place = shelf.Episodes.Open(new EpisodeRow
        {
            RulePlusOne = rule.Number + 1,
            Twin = twin,
            Channel = channel,
            Phase = EpisodePhase.Pending,
            SinceMs = atMs,
            JudgedMs = atMs,
            JudgedArrivedMs = arrivedAtMs,
        });
        if (place < 0)
        {
            shelf.CountOverflow();
        }
        else if (rule.Rule.Condition.DwellMs == 0)
        {
            Raise(rule, place, atMs, sequence);
        }
    }

    /// <summary>A reading was judged of which there is a row.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">Place of the row.</param>
    /// <param name="isBroken">Whether it is broken now.</param>
    /// <param name="atMs">Time of the reading.</param>
    /// <param name="sequence">The record.</param>
    public void Judged(RuleInForce rule, int place, bool isBroken, long atMs, long sequence)
    {
        ref var row = ref shelf.Episodes.Rows.Change(place);
        var phase = row.Phase;
        var isOver = phase == EpisodePhase.Returned && atMs - row.SinceMs >= rule.Rule.ClearAfterMs;
        var (twin, channel) = (row.Twin, row.Channel);
        (row.JudgedMs, row.JudgedArrivedMs) = (atMs, arrivedAtMs);
        switch (phase)
        {
            case EpisodePhase.Pending when !isBroken:
                shelf.Episodes.Close(place);
                break;
            case EpisodePhase.Raised when !isBroken:
                Return(rule, place, atMs, sequence);
                break;
            case EpisodePhase.Returned when isOver:
                Clear(rule, place, atMs, sequence);
                if (isBroken)
                {
                    Break(rule, twin, channel, atMs, sequence);
                }

                break;
            case EpisodePhase.Returned when isBroken && rule.Rule.Condition.DwellMs > 0:
                shelf.Episodes.Turn(place, EpisodePhase.BrokenAgain, atMs);
                break;
            case EpisodePhase.Returned when isBroken:
                Raise(rule, place, atMs, sequence);
                break;
            case EpisodePhase.BrokenAgain when !isBroken:
                shelf.Episodes.Turn(place, EpisodePhase.Returned, atMs);
                break;
            case EpisodePhase.Pending or EpisodePhase.BrokenAgain when atMs - row.SinceMs >= rule.Rule.Condition.DwellMs:
                Raise(rule, place, atMs, sequence);
                break;
        }
    }

    /// <summary>Time passed: what has lasted long enough moves on, and what is not valid any more ends.</summary>
    public void Pass(RuleInForce rule, int place, long nowMs, long sequence)
    {
        ref readonly var row = ref shelf.Episodes.Rows[place];
        var atMs = TimeOf(row, nowMs);
        if (!rule.Rule.IsValidAt(atMs))
        {
            End(rule, place, nowMs, sequence);
        }
        else if (row.Phase is EpisodePhase.Pending or EpisodePhase.BrokenAgain && atMs - row.SinceMs >= rule.Rule.Condition.DwellMs)
        {
            Raise(rule, place, nowMs, sequence);
        }
        else if (row.Phase == EpisodePhase.Returned && atMs - row.SinceMs >= rule.Rule.ClearAfterMs)
        {
            Clear(rule, place, nowMs, sequence);
        }
    }

    /// <summary>Its rule or its twin is no more: an alert that stands returns, and the episode ends.</summary>
    public void End(RuleInForce rule, int place, long atMs, long sequence)
    {
        var phase = shelf.Episodes.Rows[place].Phase;
        if (phase == EpisodePhase.Pending)
        {
            shelf.Episodes.Close(place);
            return;
        }

        if (phase == EpisodePhase.Raised)
        {
            Tell(ChangeKind.AlertReturned, rule, place, atMs, sequence);
        }

        Clear(rule, place, atMs, sequence);
    }

    private void Raise(RuleInForce rule, int place, long atMs, long sequence)
    {
        ref var row = ref shelf.Episodes.Rows.Change(place);
        if (row.Count == 0)
        {
            row.EpisodeSequence = sequence;
            row.EpisodeIndex = changes.NextIndex(sequence);
        }

        row.Count++;
        shelf.Episodes.Turn(place, EpisodePhase.Raised, atMs);
        Tell(row.Count == 1 ? ChangeKind.AlertRaised : ChangeKind.AlertRepeated, rule, place, atMs, sequence);
    }

    private void Return(RuleInForce rule, int place, long atMs, long sequence)
    {
        Tell(ChangeKind.AlertReturned, rule, place, atMs, sequence);
        if (rule.Rule.ClearAfterMs == 0)
        {
            Clear(rule, place, atMs, sequence);
        }
        else
        {
            shelf.Episodes.Turn(place, EpisodePhase.Returned, atMs);
        }
    }

    private void Clear(RuleInForce rule, int place, long atMs, long sequence)
    {
        Tell(ChangeKind.AlertCleared, rule, place, atMs, sequence);
        shelf.Episodes.Close(place);
    }

    private void Tell(ChangeKind kind, RuleInForce rule, int place, long atMs, long sequence)
    {
        ref readonly var row = ref shelf.Episodes.Rows[place];
        ref readonly var twin = ref state.Twins[row.Twin];
        ref readonly var channel = ref state.Channels[row.Channel];
        var isKept = twin.Exists || channel.Kind != CityActors.Twins.Channels.ValueKind.Text;
        changes.Told(
            kind, sequence, row.Twin, row.Channel, arrivedAtMs, twin.Place, twin.Place,
            new AlertPicture(
                AlertPicture.EpisodeOf(state.Generation, state.Partition, row.EpisodeSequence, row.EpisodeIndex),
                rule.Rule.Id, rule.Version, rule.Rule.Family, rule.Rule.Severity, state.IdText(row.Twin), state.Labels[channel.Name]!,
                state.Zones.IdOf(twin.Zone), isKept ? TwinReads.Value(state, row.Channel, channel).ToString() : "",
                state.Labels[channel.Unit], atMs, row.Count),
            AlertPicture.Write);
    }
}
