using CityActors.Domain.Derivations.Formulas;
using CityActors.Domain.Derivations.Sums;
using CityActors.Domain.Expressions.Evaluation;
using CityActors.Domain.Kpis;
using CityActors.Domain.Twins;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Derivations.Merging;

/// <summary>Supplies what formulas ask of one window while it is evaluated.</summary>
internal sealed class WindowValues : IExpressionResolver
{
    private readonly ShardState state;
    private readonly MergedTarget target;
    private readonly long endMs;

    private WindowValues(ShardState state, MergedTarget target, long endMs) =>
        (this.state, this.target, this.endMs) = (state, target, endMs);

    private long Members { get; set; }

    private long Contributing { get; set; }

    private long Stale { get; set; }

    private long Late { get; set; }

    private double[] Aggregates { get; set; } = [];

    private ExpressionValue[] Outputs { get; set; } = [];

    private double Share => Members > 0 ? (double)Contributing / Members : 0;

    /// <summary>Evaluates a window out of all partials that are there.</summary>
    public static MergedWindow Evaluate(ShardState state, MergedTarget target, long endMs)
    {
        var values = new WindowValues(state, target, endMs);
        var plan = target.Plan;
        var sums = values.Merge();
        var isGrey = values.Contributing == 0 || values.Share < plan.Derivation.MinShare;
        values.Aggregates = new double[plan.Formulas.Aggregates.Length];
        for (var i = 0; i < values.Aggregates.Length; i++)
        {
            values.Aggregates[i] = isGrey ? double.NaN : Of(plan.Formulas, i, sums);
        }

        values.Outputs = new ExpressionValue[plan.Formulas.Programs.Length];
        var outputs = new TwinValue[values.Outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            if (!isGrey || plan.Formulas.OnlyCounts[i])
            {
                var resolver = values;
                values.Outputs[i] = plan.Formulas.Programs[i].Evaluate(ref resolver);
                outputs[i] = Shown(values.Outputs[i]);
            }
        }

        return new MergedWindow
        {
            EndMs = endMs, Version = plan.Version, Members = values.Members, Contributing = values.Contributing, Stale = values.Stale,
            Late = values.Late, Values = outputs, Aggregates = plan.Formulas.Depth > 0 ? values.Aggregates : [],
        };
    }

    /// <inheritdoc/>
    public ExpressionValue Value(int slot, ReadOnlySpan<ExpressionValue> arguments)
    {
        var asked = target.Plan.Formulas.Slots[slot];
        return asked.Kind switch
        {
            FormulaSlotKind.Aggregate => Number(Aggregate(asked.Number, asked.Back)),
            FormulaSlotKind.NowCast => Number(NowCastOf(asked.Number)),
            FormulaSlotKind.Members => ExpressionValue.Of((double)Members),
            FormulaSlotKind.Contributing => ExpressionValue.Of((double)Contributing),
            FormulaSlotKind.Stale => ExpressionValue.Of((double)Stale),
            FormulaSlotKind.Late => ExpressionValue.Of((double)Late),
            FormulaSlotKind.Share => ExpressionValue.Of(Share),
            FormulaSlotKind.Output => Outputs[asked.Number],
            FormulaSlotKind.Attribute => AttributeValue.Of(Attribute(asked.Name)),
            FormulaSlotKind.Limit => Number(Limit(asked)),
            FormulaSlotKind.Interpolated => Number(Interpolated(asked, arguments[0])),
            _ => ExpressionValue.None,
        };
    }

    private static ExpressionValue Number(double number) => ExpressionValue.Of(number);

    private static TwinValue Shown(ExpressionValue value) => value.Kind switch
    {
        ExpressionKind.Number => TwinValue.Of(value.Number),
        ExpressionKind.Truth => TwinValue.Of(value.IsTrue),
        ExpressionKind.Text => TwinValue.OfCode(value.ToString()),
        _ => default,
    };

    private static double Of(FormulaSet formulas, int number, TermSums[] sums)
    {
        var (function, term) = formulas.Aggregates[number];
        ref readonly var sum = ref sums[term];
        if (function == AggregateFunction.Count)
        {
            return sum.Count;
        }

        if (sum.IsEmpty)
        {
            // Of what was read nothing met the condition: that is a sum of nothing, but no mean.
            return function == AggregateFunction.Sum && formulas.Terms[term].Where is not null ? 0 : double.NaN;
        }

        var isWeighted = formulas.Terms[term].Weight is not null;
        return function switch
        {
            AggregateFunction.Sum => sum.Sum.Value,
            AggregateFunction.Mean => sum.Sum.Value / (isWeighted ? sum.Weight.Value : sum.Count),
            AggregateFunction.Min => sum.Order.Min,
            AggregateFunction.Max => sum.Order.Max,
            AggregateFunction.First => sum.Order.First,
            _ => sum.Order.Last,
        };
    }

    private TermSums[] Merge()
    {
        var plan = target.Plan;
        var rule = plan.Derivation.Window;
        var sums = new TermSums[plan.Formulas.Terms.Length];
        for (var back = 0; back < rule.Panes; back++)
        {
            if (target.Panes.TryGetValue(rule.Move(endMs, -back), out var pane))
            {
                pane.AddTo(sums);
                Late += pane.Parts.Values.Sum(static part => part.Late);
                Contributing += back == 0 ? pane.Parts.Values.Sum(static part => part.Contributing) : 0;
            }
        }

        foreach (var sender in target.Senders.Values)
        {
            Members += sender.Head.Members;
            Stale += sender.Head.Members - sender.Head.Live;
        }

        Members = Math.Max(Members, Contributing);
        return sums;
    }

    private double Aggregate(int number, int back)
    {
        if (back == 0)
        {
            return Aggregates[number];
        }

        var end = target.Plan.Derivation.Window.Move(endMs, -back);
        return target.Windows.TryGetValue(end, out var window) && number < window.Aggregates.Length
            ? window.Aggregates[number]
            : double.NaN;
    }

    private double NowCastOf(int number)
    {
        Span<double> hours = stackalloc double[NowCast.Hours];
        for (var back = 0; back < hours.Length; back++)
        {
            hours[back] = Aggregate(number, back);
        }

        return NowCast.Of(hours);
    }

    private string? Attribute(string name) =>
        state.TryFind(target.Id, out var twin) ? state.Picture(twin).Attributes.GetValueOrDefault(name) : null;

    private double Limit(FormulaSlot asked)
    {
        if (!state.Derivations.Tables.TryGetValue(asked.Name, out var table) || table.Key is null)
        {
            return double.NaN;
        }

        var key = table.Key switch
        {
            Definitions.ReferenceTable.ById => target.Id,
            Definitions.ReferenceTable.ByType => TwinId.TypeOf(target.Id),
            var attribute => AttributeValue.Of(Attribute(attribute)) is { IsNone: false } value ? value.ToString() : "",
        };
        return table.Limit(table.FindKey(key), table.Column(asked.Column), endMs);
    }

    private double Interpolated(FormulaSlot asked, ExpressionValue value) =>
        value.Kind == ExpressionKind.Number && state.Derivations.Tables.TryGetValue(asked.Name, out var table) && table.Key is null
            ? table.Interpolate(table.Column(asked.Column), value.Number, endMs)
            : double.NaN;
}
