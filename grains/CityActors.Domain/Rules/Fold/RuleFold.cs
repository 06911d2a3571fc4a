using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Log;
using CityActors.Domain.Rules.Fold.States;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Rules.Fold;

/// <summary>Judges readings, and silence, by the rules in force. A twin that keeps to its rules costs no memory here.</summary>
internal sealed class RuleFold(ShardState state)
{
    private readonly RuleBook book = new(state);
    private readonly Episodes episodes = new(state);
    private readonly SilenceSearch silence = new(state);
    private readonly RuleShelf shelf = state.Rules;
    private long arrivedAtMs;

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        arrivedAtMs = frame.ArrivedAtMs;
        episodes.Enter(frame, writer);
    }

    /// <summary>A rule, or a table that rules look into, has a new version: episodes of the version before end.</summary>
    public void Defined(int number, long sequence)
    {
        var kind = state.Definitions[number].Kind;
        if (kind == DefinitionKind.Derivation)
        {
            return;
        }

        if (kind == DefinitionKind.Rule && book[number] is { } before)
        {
            for (var place = 0; place < shelf.Episodes.Rows.End; place++)
            {
                if (shelf.Episodes.Rows[place].Rule == number)
                {
                    episodes.End(before, place, arrivedAtMs, sequence);
                }
            }
        }

        book.Defined(number);
        shelf.Baselines.Keep(channel => IsAsked(channel, byHour: false));
        shelf.Hours.Keep(channel => IsAsked(channel, byHour: true));
    }

    /// <summary>Quality of a reading that is about to be taken in: invalid when it is physically impossible.</summary>
    /// <param name="twin">Handle of the twin.</param>
    /// <param name="channel">Handle of the channel.</param>
    /// <param name="reading">The reading.</param>
    /// <param name="kind">Kind that its value is kept as.</param>
    /// <param name="bits">Bits that its value is kept as.</param>
    public Quality Check(int twin, int channel, in LoggedReading reading, ValueKind kind, long bits)
    {
        ref readonly var before = ref state.Channels[channel];
        var set = book.Find(state.Twins[twin].Type, before.Name);
        if (set is not { HasRange: true } || reading.Quality == Quality.Invalid)
        {
            return reading.Quality;
        }

        // Free text lies elsewhere and is not there yet; a range is no matter of it.
        var row = before;
        row.Bits = bits;
        row.ObservedAtMs = reading.ObservedAtMs;
        row.Set(0, kind == ValueKind.Text ? ValueKind.None : kind, reading.Quality);
        var values = new TwinValues(state, twin, channel, reading.ObservedAtMs, arrivedAtMs) { Reading = ref row, Before = ref before };
        return IsBroken(set.General, ref values, twin, reading.ObservedAtMs)
            || IsBroken(set.Of(twin), ref values, twin, reading.ObservedAtMs) ? Quality.Invalid : reading.Quality;
    }

    /// <summary>A reading was taken in: the row has it.</summary>
    /// <param name="twin">Handle of the twin.</param>
    /// <param name="channel">Handle of the channel.</param>
    /// <param name="before">The row as it was before.</param>
    /// <param name="sequence">The record.</param>
    public void Judge(int twin, int channel, in ChannelRow before, long sequence)
    {
        ref readonly var row = ref state.Channels[channel];
        var set = book.Find(state.Twins[twin].Type, row.Name);
        if (set is null || row.Quality == Quality.Invalid)
        {
            return;
        }

        var values = new TwinValues(state, twin, channel, row.ObservedAtMs, arrivedAtMs) { Reading = ref row, Before = ref before };
        Observe(set, ref values, twin, channel);
        foreach (var rule in set.General)
        {
            Judge(rule, ref values, twin, row.ObservedAtMs, sequence);
        }

        foreach (var rule in set.Of(twin))
        {
            Judge(rule, ref values, twin, row.ObservedAtMs, sequence);
        }
    }

    /// <summary>A twin's channels, attributes or relations changed.</summary>
    public void Described(int twin) => book.Described(twin);

    /// <summary>A twin fell silent for longer than its time to live: its episodes end.</summary>
    public void Gone(int twin, long sequence)
    {
        for (var place = shelf.Episodes.First(twin); place >= 0; place = shelf.Episodes.First(twin))
        {
            if (book[shelf.Episodes.Rows[place].Rule] is { } rule)
            {
                episodes.End(rule, place, arrivedAtMs, sequence);
            }
            else
            {
                shelf.Episodes.Close(place);
            }
        }
    }

    /// <summary>A twin is deleted: its episodes end, and what was usual of it is forgotten.</summary>
    public void Deleted(int twin, long sequence)
    {
        Gone(twin, sequence);
        for (var channel = state.Twins[twin].FirstChannel; channel >= 0; channel = state.Channels[channel].Next)
        {
            shelf.Baselines.Forget(channel);
            shelf.Hours.Blobs.Remove(channel);
        }
    }

    /// <summary>Time passed: what silence means.</summary>
    public void Tick(long nowMs, long sequence)
    {
        for (var place = 0; shelf.Episodes.Rows.Count > 0 && place < shelf.Episodes.Rows.End; place++)
        {
            ref readonly var row = ref shelf.Episodes.Rows[place];
            if (!row.IsFree && book[row.Rule] is { } rule && (row.IsTimed || rule.Rule.ValidToMs is not null))
            {
                episodes.Pass(rule, place, nowMs, sequence);
            }
        }

        silence.Go(book, episodes, nowMs, sequence);
    }

    private bool IsAsked(int channel, bool byHour)
    {
        ref readonly var row = ref state.Channels[channel];
        return book.Find(state.Twins[row.Twin].Type, row.Name)?.Deviates(row.Twin, byHour) == true;
    }

    private void Observe(RuleSet set, ref TwinValues values, int twin, int channel)
    {
        ref readonly var row = ref values.Reading;
        if (row.Kind != ValueKind.Number)
        {
            return;
        }

        var value = BitConverter.Int64BitsToDouble(row.Bits);
        if (set.Deviates(twin, byHour: false))
        {
            values.Deviation = shelf.Baselines.Observe(channel, value, out var isFull);
            if (isFull)
            {
                shelf.CountBaselineOverflow();
            }
        }

        if (set.Deviates(twin, byHour: true))
        {
            values.DeviationByHour = shelf.Hours.Observe(channel, row.ObservedAtMs, value, out var isFull);
            if (isFull)
            {
                shelf.CountBaselineOverflow();
            }
        }
    }

    private void Judge(RuleInForce rule, ref TwinValues values, int twin, long atMs, long sequence)
    {
        if (rule.IsRange)
        {
            return;
        }

        var place = shelf.Episodes.Find(twin, rule.Number);
        if (!rule.Applies(state, twin, atMs))
        {
            if (place >= 0)
            {
                episodes.End(rule, place, atMs, sequence);
            }

            return;
        }

        values.Slots = rule.Slots;
        if (place < 0 || !shelf.Episodes.Rows[place].IsBroken)
        {
            var broken = rule.When.Evaluate(ref values);
            if (place >= 0 && !broken.IsNone)
            {
                episodes.Judged(rule, place, broken.IsTrue, atMs, sequence);
            }
            else if (place < 0 && broken.IsTrue && TwinValues.Find(state, twin, rule.Channel) is >= 0 and var channel)
            {
                episodes.Break(rule, twin, channel, atMs, sequence);
            }

            return;
        }

        var normal = (rule.Until ?? rule.When).Evaluate(ref values);
        if (!normal.IsNone)
        {
            episodes.Judged(rule, place, rule.Until is null ? normal.IsTrue : normal.IsFalse, atMs, sequence);
        }
    }

    private bool IsBroken(RuleInForce[] rules, ref TwinValues values, int twin, long atMs)
    {
        foreach (var rule in rules)
        {
            values.Slots = rule.Slots;
            if (rule.IsRange && rule.Applies(state, twin, atMs) && rule.When.Evaluate(ref values).IsTrue)
            {
                return true;
            }
        }

        return false;
    }
}
