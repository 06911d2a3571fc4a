using System.Collections.Immutable;
using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations;
using CityActors.Domain.Derivations.Formulas;
using CityActors.Domain.Rules;
using CityActors.Domain.Rules.Conditions;

namespace CityActors.Grains.Definitions.Writing;

/// <summary>Judges definitions: by themselves, against the others at work, and by what they cost.</summary>
internal sealed class DefinitionJudge(DefinitionOptions options)
{
    /// <summary>Judges a definition.</summary>
    public async Task<DefinitionCheck> Check(DefinitionKind kind, string id, string json, DefinitionSet others)
    {
        try
        {
            DefinitionId.Check(id);
            return kind switch
            {
                DefinitionKind.Rule => await Rule(RuleReader.Read(id, json), others),
                DefinitionKind.Derivation => await Derivation(id, json, others),
                _ => new DefinitionCheck(await Table(id, ReferenceTable.Read(json), others), null),
            };
        }
        catch (DefinitionException wrong)
        {
            return new DefinitionCheck(wrong.Problems, null);
        }
    }

    /// <summary>What stands against taking a definition back.</summary>
    public async Task<ImmutableArray<DefinitionProblem>> CheckRetired(DefinitionKind kind, string id, DefinitionSet others)
    {
        var users = kind == DefinitionKind.ReferenceTable ? await Users(id, others) : [];
        return users.Count == 0 ? [] : [new DefinitionProblem("", 0, 0, $"nothing that looks into '{id}'", string.Join(", ", users))];
    }

    private static async Task<ImmutableArray<DefinitionProblem>> Table(string id, ReferenceTable table, DefinitionSet others)
    {
        if (await others.Table(id) is not { } before)
        {
            return [];
        }

        // Derivations do not say by which column they look, so that for them every column of a table counts as needed.
        var gone = before.Columns.Except(table.Columns, StringComparer.Ordinal).ToList();
        return gone.Count > 0 && await Users(id, others) is { Count: > 0 } users
            ? [new DefinitionProblem("columns", 0, 0, $"{string.Join(", ", gone)} too, because of {string.Join(", ", users)}", "none")]
            : [];
    }

    private static async Task<List<string>> Users(string table, DefinitionSet others)
    {
        const int Named = 10;
        var rules = (await others.Rules()).Where(rule => rule.Condition.Tables.Any(slot => slot.Name == table))
            .Select(static rule => $"rule '{rule.Id}'");
        var derivations = (await others.Derivations()).Where(derivation => DerivationGraph.Tables(derivation).Contains(table))
            .Select(static derivation => $"derivation '{derivation.Id}'");
        return [.. rules.Concat(derivations).Take(Named)];
    }

    private async Task<DefinitionCheck> Rule(Rule rule, DefinitionSet others)
    {
        var problems = new List<DefinitionProblem>();
        foreach (var slot in rule.Condition.Tables)
        {
            if (await others.Table(slot.Name) is not { } table)
            {
                problems.Add(At(slot, "a reference table that is there", $"'{slot.Name}'"));
            }
            else if (table.Column(slot.Column) < 0 || table.Key is null)
            {
                problems.Add(table.Key is null
                    ? At(slot, "a table of limits", $"the break points '{slot.Name}'")
                    : At(slot, $"one of the columns {string.Join(", ", table.Columns)} of '{slot.Name}'", $"'{slot.Column}'"));
            }
        }

        if (rule.Replaces is { } replaced && !await others.Has(DefinitionKind.Rule, replaced))
        {
            problems.Add(new DefinitionProblem("replaces", 0, 0, "a rule that is there", $"'{replaced}'"));
        }

        var cost = CostMeter.Of(
            new RuleTrial(rule.Condition).Judge, rule.Condition.Cost, options.RuleNanosecondsMax, options.RuleOperationsMax);
        return Judged(problems, cost, "condition");
    }

    private async Task<DefinitionCheck> Derivation(string id, string json, DefinitionSet others)
    {
        if (DerivationReader.Read(id, json, out var wrong) is not { } derivation)
        {
            return new DefinitionCheck(wrong, null);
        }

        var problems = new List<DefinitionProblem>();
        foreach (var table in DerivationGraph.Tables(derivation))
        {
            if (await others.Table(table) is null)
            {
                problems.Add(new DefinitionProblem("channels", 0, 0, "a reference table that is there", $"'{table}'"));
            }
        }

        if (derivation.Enabled && DerivationGraph.Circle(derivation, await others.Derivations()) is { } circle)
        {
            problems.Add(circle);
        }

        var trial = new FormulaTrial(derivation);
        var cost = CostMeter.Of(trial.Reckon, trial.Cost, options.DerivationNanosecondsMax, options.DerivationOperationsMax);
        return Judged(problems, cost, "channels");
    }

    private static DefinitionCheck Judged(List<DefinitionProblem> problems, DefinitionCost cost, string field)
    {
        if (CostMeter.Problem(cost, field) is { } tooMuch)
        {
            problems.Add(tooMuch);
        }

        return new DefinitionCheck([.. problems], cost);
    }

    private static DefinitionProblem At(RuleSlot slot, string expected, string found) =>
        new("condition", slot.Line, slot.At, expected, found);
}
