using CityActors.Domain.Expressions;
using CityActors.Domain.Expressions.Evaluation;

namespace CityActors.Domain.Derivations.Formulas;

/// <summary>Gives the names of a condition on a contributing twin their meaning: channels of it, and attributes.</summary>
internal sealed class ConditionBinder(string type) : IExpressionBinder
{
    /// <summary>Slots of attributes begin here.</summary>
    public const int FirstAttribute = 1_000;

    /// <summary>Channels by slot.</summary>
    public List<string> Channels { get; } = [];

    /// <summary>Attributes; the slot of the first is <see cref="FirstAttribute"/>.</summary>
    public List<string> Attributes { get; } = [];

    /// <inheritdoc/>
    public ExpressionBinding? Bind(Expression part) => part switch
    {
        NameExpression name when name.Qualifier is null || name.Qualifier == type =>
            new ExpressionBinding(NumberOf(Channels, name.Text)),
        NameExpression name => throw new ExpressionException(name, $"a channel of {type}", $"'{name.Qualifier}.{name.Text}'"),
        AttributeExpression attribute => new ExpressionBinding(FirstAttribute + NumberOf(Attributes, attribute.Name)),
        _ => null,
    };

    private static int NumberOf(List<string> names, string name)
    {
        var number = names.IndexOf(name);
        if (number < 0)
        {
            number = names.Count;
            names.Add(name);
        }

        return number;
    }
}
