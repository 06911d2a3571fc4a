using CityActors.Domain.Expressions;
using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Derivations.Formulas;

/// <summary>
/// Gives the words of a formula their meaning and gathers the terms and aggregates that its windows must hold. <c>min</c> and
/// <c>max</c> of one channel are aggregates, of several values they are functions of the language.
/// </summary>
internal sealed class FormulaBinder : IExpressionBinder
{
    /// <summary>Farthest window back.</summary>
    public const int BackMax = 63;

    private static readonly string[] Counters = ["members", "contributing", "stale", "late", "share"];
    private readonly List<string> outputs = [];

    /// <summary>Terms in the order of first use.</summary>
    public List<Term> Terms { get; } = [];

    /// <summary>Aggregates in the order of first use.</summary>
    public List<Aggregate> Aggregates { get; } = [];

    /// <summary>What slots ask for.</summary>
    public List<FormulaSlot> Slots { get; } = [];

    /// <summary>How many windows back formulas look.</summary>
    public int Depth { get; private set; }

    /// <summary>The formula that was compiled last is an output of this name for those that follow.</summary>
    public void Output(string name) => outputs.Add(name);

    /// <inheritdoc/>
    public ExpressionBinding? Bind(Expression part) => part switch
    {
        NameExpression name => Name(name),
        AttributeExpression attribute => Slot(new FormulaSlot(FormulaSlotKind.Attribute, Name: attribute.Name)),
        CallExpression call => Call(call),
        _ => null,
    };

    private ExpressionBinding Name(NameExpression name)
    {
        var counter = Array.IndexOf(Counters, name.Text);
        if (name.Qualifier is null && counter >= 0)
        {
            return Slot(new FormulaSlot(FormulaSlotKind.Members + counter), ExpressionKind.Number);
        }

        var output = name.Qualifier is null ? outputs.LastIndexOf(name.Text) : -1;
        return output >= 0
            ? Slot(new FormulaSlot(FormulaSlotKind.Output, output))
            : throw new ExpressionException(
                name, $"an aggregate as sum(Type.channel), an output above, or one of {string.Join(", ", Counters)}",
                $"'{(name.Qualifier is null ? name.Text : $"{name.Qualifier}.{name.Text}")}'");
    }

    private ExpressionBinding? Call(CallExpression call)
    {
        if (FunctionOf(call) is { } function)
        {
            return Slot(new FormulaSlot(FormulaSlotKind.Aggregate, AggregateOf(call, function)), ExpressionKind.Number);
        }

        switch (call.Function)
        {
            case "previous":
                Count(call, 2);
                var back = call.Arguments[1] is NumberLiteral { Value: >= 1 and <= BackMax } number && number.Value % 1 == 0
                    ? (int)number.Value
                    : throw new ExpressionException(call.Arguments[1], $"a whole number from 1 to {BackMax}", "another");
                Depth = Math.Max(Depth, back);
                return Slot(new FormulaSlot(FormulaSlotKind.Aggregate, AggregateOf(call.Arguments[0]), back), ExpressionKind.Number);
            case "nowcast":
                Count(call, 1);
                Depth = Math.Max(Depth, Kpis.NowCast.Hours - 1);
                return Slot(new FormulaSlot(FormulaSlotKind.NowCast, AggregateOf(call.Arguments[0])), ExpressionKind.Number);
            case "limit":
                Count(call, 2);
                return Slot(
                    new FormulaSlot(FormulaSlotKind.Limit, Name: Text(call.Arguments[0]), Column: Text(call.Arguments[1])),
                    ExpressionKind.Number);
            case "interpolate":
                Count(call, 3);
                var slot = new FormulaSlot(
                    FormulaSlotKind.Interpolated, Name: Text(call.Arguments[0]), Column: Text(call.Arguments[1]));
                return Slot(slot, ExpressionKind.Number) with { Reckoned = [call.Arguments[2]] };
            default:
                return null;
        }
    }

    private static AggregateFunction? FunctionOf(CallExpression call) => call.Function switch
    {
        "sum" => AggregateFunction.Sum,
        "count" => AggregateFunction.Count,
        "mean" => AggregateFunction.Mean,
        "first" => AggregateFunction.First,
        "last" => AggregateFunction.Last,
        "min" when IsOfChannel(call) => AggregateFunction.Min,
        "max" when IsOfChannel(call) => AggregateFunction.Max,
        _ => null,
    };

    private static bool IsOfChannel(CallExpression call) => call.Arguments is [NameExpression { Qualifier: not null }];

    private int AggregateOf(Expression expression) => expression is CallExpression call && FunctionOf(call) is { } function
        ? AggregateOf(call, function)
        : throw new ExpressionException(expression, "an aggregate as mean(Type.channel)", "something else");

    private int AggregateOf(CallExpression call, AggregateFunction function)
    {
        var mostArguments = function == AggregateFunction.Mean ? 2 : 1;
        if (call.Arguments.Length < 1 || call.Arguments.Length > mostArguments)
        {
            throw new ExpressionException(
                call, mostArguments == 1 ? "one channel" : "a channel and perhaps its weight", $"{call.Arguments.Length} arguments");
        }

        var value = Channel(call.Arguments[0]);
        var weight = call.Arguments.Length == 2 ? Channel(call.Arguments[1]) : null;
        if (weight is not null && weight.Qualifier != value.Qualifier)
        {
            throw new ExpressionException(
                weight, $"a channel of {value.Qualifier}, whose readings it weighs", $"one of {weight.Qualifier}");
        }

        var aggregate = new Aggregate(function, TermOf(value, weight, call.Where));
        var term = Terms[aggregate.Term];
        term.NeedsOrder |= function >= AggregateFunction.Min;
        term.NeedsNumbers |= function != AggregateFunction.Count;
        var known = Aggregates.IndexOf(aggregate);
        if (known >= 0)
        {
            return known;
        }

        Aggregates.Add(aggregate);
        return Aggregates.Count - 1;
    }

    private int TermOf(NameExpression value, NameExpression? weight, Expression? where)
    {
        var binder = new ConditionBinder(value.Qualifier!);
        var condition = where is null ? null : ExpressionCompiler.Compile(where, binder, ExpressionKind.Truth);
        var term = new Term(value.Qualifier!, value.Text, weight?.Text, where is null ? null : ExpressionText.Of(where))
        {
            Condition = condition,
            ConditionChannels = [.. binder.Channels],
            ConditionAttributes = [.. binder.Attributes],
        };
        var known = Terms.FindIndex(term.IsSame);
        if (known >= 0)
        {
            return known;
        }

        Terms.Add(term);
        return Terms.Count - 1;
    }

    private static NameExpression Channel(Expression expression) =>
        expression is NameExpression { Qualifier: not null } name
            ? name
            : throw new ExpressionException(expression, "a channel as Type.channel", "something else");

    private static string Text(Expression expression) =>
        expression is TextLiteral text
            ? text.Value
            : throw new ExpressionException(expression, "a name in quotes", "something else");

    private static void Count(CallExpression call, int arguments)
    {
        if (call.Arguments.Length != arguments || call.Where is not null)
        {
            throw new ExpressionException(call, $"{arguments} arguments without where", $"{call.Arguments.Length}");
        }
    }

    private ExpressionBinding Slot(FormulaSlot slot, ExpressionKind kind = ExpressionKind.None)
    {
        var number = Slots.IndexOf(slot);
        if (number < 0)
        {
            number = Slots.Count;
            Slots.Add(slot);
        }

        return new ExpressionBinding(number, kind);
    }
}
