using System.Collections.Immutable;
using CityActors.Definitions;
using CityActors.Domain.Expressions;
using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Derivations.Formulas;

/// <summary>The formulas of a derivation made ready: what its windows must sum up, and how outputs are made of that.</summary>
internal sealed class FormulaSet
{
    /// <summary>Most terms of a derivation: each is a row of sums in every window.</summary>
    public const int TermsMax = 24;

    /// <summary>Most operations that all formulas of a derivation may take together.</summary>
    public const int CostMax = 4_000;

    private FormulaSet(FormulaBinder binder, ImmutableArray<ExpressionProgram> programs, ImmutableArray<bool> onlyCounts)
    {
        Terms = [.. binder.Terms];
        Aggregates = [.. binder.Aggregates];
        Slots = [.. binder.Slots];
        Depth = binder.Depth;
        Programs = programs;
        OnlyCounts = onlyCounts;
    }

    /// <summary>What is summed up.</summary>
    public ImmutableArray<Term> Terms { get; }

    /// <summary>What is made of the sums.</summary>
    public ImmutableArray<Aggregate> Aggregates { get; }

    /// <summary>What formulas ask for.</summary>
    public ImmutableArray<FormulaSlot> Slots { get; }

    /// <summary>How many windows back formulas look.</summary>
    public int Depth { get; }

    /// <summary>The formula of each output.</summary>
    public ImmutableArray<ExpressionProgram> Programs { get; }

    /// <summary>Which outputs speak of nothing but how many twins contribute: they have a value even when the others are grey.</summary>
    public ImmutableArray<bool> OnlyCounts { get; }

    /// <summary>Whether any term needs smallest, largest, first or last.</summary>
    public bool NeedsOrder => Terms.Any(static term => term.NeedsOrder);

    /// <summary>Makes the formulas of a derivation ready.</summary>
    /// <param name="derivation">The derivation.</param>
    /// <param name="problems">What is wrong is added here.</param>
    /// <returns>Null when something is wrong.</returns>
    public static FormulaSet? Compile(Derivation derivation, List<DefinitionProblem> problems)
    {
        var binder = new FormulaBinder();
        var programs = ImmutableArray.CreateBuilder<ExpressionProgram>();
        var onlyCounts = ImmutableArray.CreateBuilder<bool>();
        var before = problems.Count;
        for (var i = 0; i < derivation.Channels.Length; i++)
        {
            var field = $"channels[{i}].formula";
            try
            {
                var expression = ExpressionParser.Parse(derivation.Channels[i].Formula);
                programs.Add(ExpressionCompiler.Compile(expression, binder));
                onlyCounts.Add(expression.All().All(part => IsCount(part, derivation.Channels.AsSpan(0, i), onlyCounts)));
            }
            catch (ExpressionException wrong)
            {
                var problem = wrong.Problem;
                problems.Add(new DefinitionProblem(field, problem.Line, problem.Column, problem.Expected, problem.Found));
                onlyCounts.Add(false);
            }

            binder.Output(derivation.Channels[i].Name);
        }

        Bound(binder, programs, problems);
        return problems.Count > before ? null : new FormulaSet(binder, programs.ToImmutable(), onlyCounts.ToImmutable());
    }

    private static void Bound(
        FormulaBinder binder, ImmutableArray<ExpressionProgram>.Builder programs, List<DefinitionProblem> problems)
    {
        if (binder.Terms.Count is 0 or > TermsMax && problems.Count == 0)
        {
            problems.Add(new DefinitionProblem(
                "channels", 0, 0, $"formulas with 1-{TermsMax} different sums of channels", $"{binder.Terms.Count}"));
        }

        var cost = programs.Sum(static program => program.Cost);
        if (cost > CostMax)
        {
            problems.Add(new DefinitionProblem("channels", 0, 0, $"formulas of at most {CostMax} operations", $"{cost}"));
        }
    }

    private static bool IsCount(Expression part, ReadOnlySpan<DerivedChannel> above, ImmutableArray<bool>.Builder onlyCounts)
    {
        switch (part)
        {
            case NameExpression { Qualifier: null } name:
                for (var i = above.Length - 1; i >= 0; i--)
                {
                    if (above[i].Name == name.Text)
                    {
                        return onlyCounts[i];
                    }
                }

                return true;
            case NameExpression or AttributeExpression:
                return false;
            case CallExpression call:
                return call.Function is not ("limit" or "interpolate" or "nowcast" or "previous" or "sum" or "count" or "mean");
            default:
                return true;
        }
    }
}
