using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Twins.Fold;

/// <summary>Folds readings: the hot path. A reading is checked whole before anything changes.</summary>
internal sealed class ReadingFold(ShardState state, FoldRooms rooms)
{
    /// <summary>A device clock may be this far ahead of the gateway's; beyond it one bad clock would age the rest. Milliseconds.</summary>
    public const long AheadMsMax = 5 * 60 * 1000;

    /// <summary>A device whose number falls back by more than this, with newer time, has restarted its count.</summary>
    public const uint RestartDistance = 1024;

    private ChangeWriter changes = null!;
    private long arrivedAtMs;
    private string source = "";
    private bool replay;

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        changes = writer;
        arrivedAtMs = frame.ArrivedAtMs;
        source = frame.Actor;
        replay = state.ReplaySources.Count > 0 && state.ReplaySources.ContainsKey(source);
    }

    /// <summary>Folds the reading that <paramref name="record"/> stands at.</summary>
    public void Fold(ref RecordReader record, long sequence)
    {
        var reading = LoggedReading.Of(ref record);
        if ((uint)reading.Channel >= (uint)state.Channels.Count)
        {
            throw new FormatException($"Channel handle {reading.Channel} was never given out; {state.Channels.Count} are.");
        }

        var twin = state.Channels[reading.Channel].Twin;
        if (!state.Twins[twin].Exists)
        {
            Refuse(ref record, sequence, twin, "deleted-twin", "The twin was deleted; register it again.");
        }
        else if (reading.ObservedAtMs > arrivedAtMs + AheadMsMax && !replay)
        {
            Refuse(
                ref record, sequence, twin, "future",
                $"Observed at {reading.ObservedAtMs} ms, {(reading.ObservedAtMs - arrivedAtMs) / 1000} s after it arrived; "
                + $"at most {AheadMsMax / 1000} s are accepted of a live source.");
        }
        else
        {
            Accept(reading, sequence, twin);
        }
    }

    /// <summary>Takes a value in that the city derived itself, by the path of every reading.</summary>
    public void TakeIn(int channel, TwinValue value, long observedAtMs, long sequence) =>
        Accept(
            LoggedReading.Derived(channel, value, ChangeWriter.Utf8(value.Text), observedAtMs), sequence, state.Channels[channel].Twin);

    private void Accept(in LoggedReading reading, long sequence, int twin)
    {
        var bits = reading.Bits;
        var kind = reading.Kind;
        if (kind == ValueKind.Code)
        {
            if (state.Codes.TryAdd(reading.Text, out var code))
            {
                bits = code;
            }
            else
            {
                kind = ValueKind.Text;
            }
        }

        var before = state.Channels[reading.Channel];
        if (before.Kind != ValueKind.None)
        {
            switch (Compare(before, reading, kind, bits))
            {
                case Arrival.Duplicate:
                    return;
                case Arrival.Late:
                    changes.Reading(
                        ChangeKind.LateReading, sequence, twin, reading.Channel, kind, reading.Bits, reading.Text,
                        Quality.Late, reading.ObservedAtMs, arrivedAtMs, state.Twins[twin].Place, state.Twins[twin].Place);
                    rooms.Derivations.Late(twin, reading.Channel, reading.ObservedAtMs);
                    return;
            }
        }

        var quality = rooms.Rules.Check(twin, reading.Channel, reading, kind, bits);
        Remember(reading, sequence, kind, bits, quality);
        var (previousPlace, zone, segment) = (state.Twins[twin].Place, state.Twins[twin].Zone, state.Twins[twin].Segment);
        Move(reading, sequence, twin);
        changes.Reading(
            ChangeKind.Reading, sequence, twin, reading.Channel, kind, reading.Bits, reading.Text,
            quality, reading.ObservedAtMs, arrivedAtMs, state.Twins[twin].Place, previousPlace);
        if (state.Twins[twin].Zone != zone || state.Twins[twin].Segment != segment)
        {
            rooms.Derivations.Moved(twin);
        }

        rooms.Rules.Judge(twin, reading.Channel, before, sequence);
        rooms.Commands.Reported(reading.Channel, sequence);
        rooms.Derivations.Contribute(twin, reading.Channel, before);
    }

    private Arrival Compare(in ChannelRow before, in LoggedReading reading, ValueKind kind, long bits)
    {
        if (reading.ObservedAtMs == before.ObservedAtMs && kind == before.Kind
            && (kind == ValueKind.Text ? reading.Text.SequenceEqual(state.Texts[reading.Channel]) : bits == before.Bits))
        {
            return Arrival.Duplicate;
        }

        if (reading.ObservedAtMs < before.ObservedAtMs)
        {
            return Arrival.Late;
        }

        var numbered = reading.DeviceSequence != 0 && before.DeviceSequence != 0;
        if (!numbered || reading.DeviceSequence > before.DeviceSequence)
        {
            return Arrival.New;
        }

        if (reading.ObservedAtMs == before.ObservedAtMs)
        {
            return Arrival.Late;
        }

        var restarted = reading.DeviceSequence == 1
            ? before.DeviceSequence > 1
            : before.DeviceSequence - reading.DeviceSequence > RestartDistance;
        return restarted ? Arrival.New : Arrival.Duplicate;
    }

    private void Remember(in LoggedReading reading, long sequence, ValueKind kind, long bits, Quality quality)
    {
        ref var row = ref state.Channels.Change(reading.Channel);
        if (kind == ValueKind.Text)
        {
            state.Texts.Set(reading.Channel, reading.Text);
        }
        else if (row.Kind == ValueKind.Text)
        {
            state.Texts.Remove(reading.Channel);
        }

        row.Bits = bits;
        row.ObservedAtMs = reading.ObservedAtMs;
        row.ArrivedAtMs = arrivedAtMs;
        row.DeviceSequence = reading.DeviceSequence;
        row.Set(sequence, kind, quality);
    }

    private void Move(in LoggedReading reading, long sequence, int twin)
    {
        ref var row = ref state.Twins.Change(twin);
        var previousPlace = row.Place;
        row.ChangedAtMs = arrivedAtMs;
        if (reading.Kind == ValueKind.Position && PlaceNames.Moves(state.Labels[state.Channels[reading.Channel].Name]!))
        {
            Place? before = row.Place == ChangeWriter.NoPlace ? null : Place.Of(row.Place);
            var place = Place.Of(reading.Bits);
            row.Place = reading.Bits;
            row.Segment = state.Roads.Count == 0 ? -1 : state.Roads.Match(place, before, row.Segment);
            row.Zone = (ushort)state.Zones.Bind(place);
        }

        if ((row.Flags & TwinFlags.Expired) != 0)
        {
            row.Flags &= ~TwinFlags.Expired;
            state.Silence.Watch(twin, row);
            changes.Told(ChangeKind.Revived, sequence, twin, arrivedAtMs, row.Place, previousPlace);
            rooms.Derivations.Described(twin);
        }
    }

    private void Refuse(ref RecordReader record, long sequence, int twin, string reason, string detail) =>
        changes.Told(
            ChangeKind.Quarantined, sequence, twin, -1, arrivedAtMs, ChangeWriter.NoPlace, ChangeWriter.NoPlace,
            new Refusal(source, state.IdText(twin), reason, detail, record.Record.ToArray()), Refusal.Write);

    private enum Arrival
    {
        New,
        Duplicate,
        Late,
    }
}
