using System.Collections.Immutable;
using CityActors.Domain.Expressions;
using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Rules.Conditions;

/// <summary>When a rule is broken: <c>EXPRESSION [for DURATION] [until EXPRESSION]</c>, checked.</summary>
public sealed class RuleCondition
{
    internal RuleCondition(string text, Expression when, long dwellMs, Expression? until, ImmutableArray<RuleSlot> slots)
    {
        (Text, When, DwellMs, Until, Slots) = (text, when, dwellMs, until, slots);
        Cost = Programs() is var (broken, normal) ? broken.Cost + (normal?.Cost ?? 0) : 0;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>It breaks when this is true.</summary>
    public Expression When { get; }

    /// <summary>How long it must stay broken, milliseconds; 0: not at all.</summary>
    public long DwellMs { get; }

    /// <summary>It stays broken until this is true; null: until <see cref="When"/> is false.</summary>
    public Expression? Until { get; }

    /// <summary>What it asks of the twin.</summary>
    public ImmutableArray<RuleSlot> Slots { get; }

    /// <summary>Operations that one judgement takes at most.</summary>
    public int Cost { get; }

    /// <summary>Tables and columns that it looks into.</summary>
    public IEnumerable<RuleSlot> Tables => Slots.Where(static slot => slot.Kind == RuleSlotKind.Limit);

    /// <summary>
    /// The one channel whose readings it is judged by, because it asks how that channel changes; null: all that it names.
    /// </summary>
    public string? Driver => Slots.FirstOrDefault(static slot => slot.Kind is RuleSlotKind.Rate or RuleSlotKind.Deviation)?.Name;

    /// <summary>Whether silence can break it.</summary>
    public bool NeedsAge => Slots.Any(static slot => slot.Kind == RuleSlotKind.Age);

    /// <summary>Why it cannot be judged by one reading alone; null when it can.</summary>
    internal ExpressionProblem? NeedsTime =>
        Slots.FirstOrDefault(static slot => slot.Kind is RuleSlotKind.Age or RuleSlotKind.Deviation) is { } slot
            ? new ExpressionProblem(
                slot.Line, slot.At, "a condition that one reading can break, for effect 'invalid'", $"'{slot.Function}'")
            : DwellMs > 0 || Until is not null
                ? new ExpressionProblem(1, 1, "a condition without 'for' and 'until', for effect 'invalid'", "one with them")
                : null;

    /// <summary>Its programs, new ones for each call: a program is for one thread.</summary>
    public (ExpressionProgram When, ExpressionProgram? Until) Programs()
    {
        var binder = new ConditionBinder();
        var when = ExpressionCompiler.Compile(When, binder, ExpressionKind.Truth);
        return (when, Until is null ? null : ExpressionCompiler.Compile(Until, binder, ExpressionKind.Truth));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
