using CityActors.Domain.Definitions;
using CityActors.Domain.Expressions.Evaluation;
using CityActors.Domain.Rules.Conditions;
using CityActors.Domain.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Rules.Fold;

/// <summary>What a rule asks of a twin while it is judged: by a reading of it, or by silence.</summary>
internal ref struct TwinValues(ShardState state, int twin, int channel, long atMs, long nowMs) : IExpressionResolver
{
    private const long HourMs = 3_600_000;
    private const int CityHours = 7;

    /// <summary>What the rule asks.</summary>
    public ReadOnlySpan<BoundSlot> Slots;

    /// <summary>The row with the reading, when there is one.</summary>
    public ref readonly ChannelRow Reading;

    /// <summary>The row as it was before the reading.</summary>
    public ref readonly ChannelRow Before;

    /// <summary>How far the reading lies from what was usual; NaN when it is not known.</summary>
    public double Deviation = double.NaN;

    /// <summary>The same by hour of the week.</summary>
    public double DeviationByHour = double.NaN;

    /// <inheritdoc/>
    public readonly ExpressionValue Value(int slot, ReadOnlySpan<ExpressionValue> arguments)
    {
        ref readonly var asked = ref Slots[slot];
        return asked.Kind switch
        {
            RuleSlotKind.Channel => Channel(asked.Label),
            RuleSlotKind.Attribute => AttributeValue.Of(state.Descriptions[twin], asked.Attribute),
            RuleSlotKind.Rate => Rate(asked),
            RuleSlotKind.Age => Age(asked.Label),
            RuleSlotKind.Deviation when IsReadingOf(asked.Label) =>
                ExpressionValue.Of(asked.IsHourOfWeek ? DeviationByHour : Deviation),
            RuleSlotKind.Limit when asked.Table is { } table => ExpressionValue.Of(table.Limit(KeyIn(table, asked), asked.Column, atMs)),
            RuleSlotKind.Hour => ExpressionValue.Of(Modulo(atMs + (CityHours * HourMs), 24 * HourMs) / (double)HourMs),
            RuleSlotKind.Weekday => ExpressionValue.Of(
                (Modulo(atMs + (CityHours * HourMs) + (3 * 24 * HourMs), 168 * HourMs) / (24 * HourMs)) + 1.0),
            _ => ExpressionValue.None,
        };
    }

    /// <summary>Handle of a twin's channel; -1 when it has none of that name.</summary>
    public static int Find(ShardState state, int twin, ushort label)
    {
        var channel = label == 0 ? -1 : state.Twins[twin].FirstChannel;
        while (channel >= 0 && state.Channels[channel].Name != label)
        {
            channel = state.Channels[channel].Next;
        }

        return channel;
    }

    private static long Modulo(long number, long divisor) => ((number % divisor) + divisor) % divisor;

    private readonly bool IsReadingOf(ushort label) => channel >= 0 && label != 0 && state.Channels[channel].Name == label;

    private readonly ExpressionValue Channel(ushort label)
    {
        if (IsReadingOf(label))
        {
            return Of(Reading, channel);
        }

        var other = Find(state, twin, label);
        return other < 0 ? ExpressionValue.None : Of(state.Channels[other], other);
    }

    private readonly ExpressionValue Of(in ChannelRow row, int handle) => row.Quality == Quality.Invalid
        ? ExpressionValue.None
        : row.Kind switch
        {
            ValueKind.Number => ExpressionValue.Of(BitConverter.Int64BitsToDouble(row.Bits)),
            ValueKind.Boolean => ExpressionValue.Of(row.Bits != 0),
            ValueKind.Code => ExpressionValue.Of(state.Codes[(int)row.Bits]!),
            ValueKind.Text when state.Texts[handle] is { } text => ExpressionValue.Of(text, 0, text.Length),
            _ => ExpressionValue.None,
        };

    private readonly ExpressionValue Rate(in BoundSlot asked)
    {
        if (!IsReadingOf(asked.Label) || Reading.Kind != ValueKind.Number || Before.Kind != ValueKind.Number
            || Before.Quality == Quality.Invalid)
        {
            return ExpressionValue.None;
        }

        var seconds = (Reading.ObservedAtMs - Before.ObservedAtMs) / 1000.0;
        var change = BitConverter.Int64BitsToDouble(Reading.Bits) - BitConverter.Int64BitsToDouble(Before.Bits);
        return seconds > 0 ? ExpressionValue.Of(change / seconds * asked.PerSeconds) : ExpressionValue.None;
    }

    /// <summary>A channel that never reported is as old as its twin; nobody is older than the city has been listening.</summary>
    private readonly ExpressionValue Age(ushort label)
    {
        var asked = Find(state, twin, label);
        if (asked < 0)
        {
            return ExpressionValue.None;
        }

        ref readonly var row = ref state.Channels[asked];
        var heardMs = row.Kind == ValueKind.None ? state.Twins[twin].RegisteredAtMs : row.ArrivedAtMs;
        return ExpressionValue.Of(Math.Max(0, nowMs - Math.Max(heardMs, state.Silence.ListeningSinceMs)) / 1000.0);
    }

    private readonly int KeyIn(ReferenceTable table, in BoundSlot asked) => table.Key switch
    {
        ReferenceTable.ById => table.FindKey(state.IdOf(twin)),
        ReferenceTable.ByType => table.FindKey(state.Labels[state.Twins[twin].Type]!),
        _ => AttributeValue.FindKey(table, state.Descriptions[twin], asked.Attribute),
    };
}
