using System.Collections.Immutable;
using CityActors.Domain.Definitions;
using CityActors.Domain.Expressions;
using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Rules.Conditions;

/// <summary>
/// Gives the names in conditions their meaning; slots are numbered in the order in which they are asked first, so that the same text
/// always gives the same numbers.
/// </summary>
internal sealed class ConditionBinder : IExpressionBinder
{
    /// <summary>Most different things that a condition asks.</summary>
    public const int SlotsMax = 64;

    private readonly List<RuleSlot> slots = [];

    public ImmutableArray<RuleSlot> Slots => [.. slots];

    public ExpressionBinding? Bind(Expression part) => part switch
    {
        NameExpression => Slot(part, RuleSlotKind.Channel, ChannelOf(part), cost: 2),
        AttributeExpression attribute => Slot(part, RuleSlotKind.Attribute, attribute.Name, cost: 8),
        CallExpression { Function: "rate" } call => Rate(call),
        CallExpression { Function: "age" } call => Slot(call, RuleSlotKind.Age, ChannelOf(Arguments(call, 1)[0]), cost: 2),
        CallExpression { Function: "deviation" } call => Deviation(call),
        CallExpression { Function: "limit" } call => Limit(call),
        CallExpression { Function: "hour" } call => Slot(call, RuleSlotKind.Hour, Nothing(call)),
        CallExpression { Function: "weekday" } call => Slot(call, RuleSlotKind.Weekday, Nothing(call)),
        _ => null,
    };

    private static string ChannelOf(Expression part) => part is NameExpression name
        ? name.Qualifier is null ? name.Text : $"{name.Qualifier}.{name.Text}"
        : throw new ExpressionException(part, "the name of a channel", Shown(part));

    private static string Shown(Expression part) => DefinitionText.Quote(ExpressionText.Of(part));

    private static ImmutableArray<Expression> Arguments(CallExpression call, int least, int? most = null)
    {
        ExpressionFunctions.Count(call, least, most ?? least);
        return call.Arguments;
    }

    private static string Nothing(CallExpression call)
    {
        ExpressionFunctions.Count(call, 0, 0);
        return "";
    }

    private static string TextOf(Expression part, string expected) =>
        part is TextLiteral text ? text.Value : throw new ExpressionException(part, expected, Shown(part));

    private ExpressionBinding Rate(CallExpression call)
    {
        var arguments = Arguments(call, 2);
        var channel = ChannelOf(arguments[0]);
        return arguments[1] is DurationLiteral { Amount: > 0 } per
            ? Driven(call, RuleSlotKind.Rate, channel, per.Seconds, false, 4)
            : throw new ExpressionException(arguments[1], "a length of time, as 1 h", Shown(arguments[1]));
    }

    private ExpressionBinding Deviation(CallExpression call)
    {
        var arguments = Arguments(call, 1, 2);
        var channel = ChannelOf(arguments[0]);
        if (arguments.Length == 2 && arguments[1] is not NameExpression { Qualifier: null, Text: "hourOfWeek" })
        {
            throw new ExpressionException(arguments[1], "hourOfWeek", Shown(arguments[1]));
        }

        return Driven(call, RuleSlotKind.Deviation, channel, 0, arguments.Length == 2, 12);
    }

    /// <summary>What asks how a channel changes can only be judged by that channel's readings, so there can be one such channel.</summary>
    private ExpressionBinding Driven(
        CallExpression call, RuleSlotKind kind, string channel, double perSeconds, bool isHourOfWeek, int cost)
    {
        var other = slots.Find(slot => slot.Kind is RuleSlotKind.Rate or RuleSlotKind.Deviation && slot.Name != channel);
        return other is null
            ? Slot(call, kind, channel, "", perSeconds, isHourOfWeek, cost)
            : throw new ExpressionException(call, $"rate and deviation of one channel, {other.Name}", $"of {channel} too");
    }

    private ExpressionBinding Limit(CallExpression call)
    {
        var arguments = Arguments(call, 2);
        var table = TextOf(arguments[0], "the id of a table in quotes");
        return DefinitionId.IsValid(table)
            ? Slot(call, RuleSlotKind.Limit, table, TextOf(arguments[1], "the name of a column in quotes"), cost: 16)
            : throw new ExpressionException(arguments[0], $"the id of a table: {DefinitionId.Expected}", Shown(arguments[0]));
    }

    private ExpressionBinding Slot(
        Expression at, RuleSlotKind kind, string name, string column = "", double perSeconds = 0, bool isHourOfWeek = false,
        int cost = 1)
    {
        var number = slots.FindIndex(slot => slot.Kind == kind && slot.Name == name && slot.Column == column
            && slot.PerSeconds.Equals(perSeconds) && slot.IsHourOfWeek == isHourOfWeek);
        if (number < 0)
        {
            number = slots.Count < SlotsMax
                ? slots.Count
                : throw new ExpressionException(at, $"at most {SlotsMax} different channels, attributes and limits", "more");
            slots.Add(new RuleSlot(kind, name, column, perSeconds, isHourOfWeek, at.Line, at.Column));
        }

        var kindOf = kind is RuleSlotKind.Channel or RuleSlotKind.Attribute ? ExpressionKind.None : ExpressionKind.Number;
        return new ExpressionBinding(number, kindOf, cost);
    }
}
