using System.Collections.Immutable;
using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Derivations.Formulas;

/// <summary>Readings that are summed up: those of a channel of all contributing twins of a type.</summary>
/// <param name="Type">Type of the twins.</param>
/// <param name="Channel">Their channel.</param>
/// <param name="Weight">Channel of the same twin that weighs its readings of the same moment; null: all weigh alike.</param>
/// <param name="Where">Text of the condition on the twin; null: all count.</param>
internal sealed record Term(string Type, string Channel, string? Weight, string? Where)
{
    /// <summary>Whether smallest, largest, first or last is asked for.</summary>
    public bool NeedsOrder { get; set; }

    /// <summary>Whether values are reckoned with; when they are only counted, words and texts count too.</summary>
    public bool NeedsNumbers { get; set; }

    /// <summary>The condition made ready; null: all count.</summary>
    public ExpressionProgram? Condition { get; init; }

    /// <summary>Channels that the condition names, by slot.</summary>
    public ImmutableArray<string> ConditionChannels { get; init; } = [];

    /// <summary>Attributes that the condition names; their slots follow those of the channels.</summary>
    public ImmutableArray<string> ConditionAttributes { get; init; } = [];

    /// <summary>Whether two terms sum up the same readings.</summary>
    public bool IsSame(Term other) =>
        (Type, Channel, Weight, Where) == (other.Type, other.Channel, other.Weight, other.Where);
}
