using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CityActors.Domain.Expressions;

/// <summary>
/// Reads expressions by recursive descent. From loose to tight: <c>or</c>, <c>and</c>, <c>not</c>, one comparison, <c>+ -</c>,
/// <c>* / %</c>, <c>-</c> before an operand.
/// </summary>
public sealed class ExpressionParser
{
    /// <summary>Longest text, characters.</summary>
    public const int LengthMax = 4_000;

    /// <summary>Deepest nesting.</summary>
    public const int DepthMax = 64;

    /// <summary>Most numbers, texts, names, calls and operators.</summary>
    public const int NodesMax = 500;

    private static readonly string[] Reserved = ["and", "or", "not", "true", "false", "where", "for", "until"];
    private readonly ExpressionTokens tokens;
    private ExpressionToken token;
    private int depth;
    private int nodes;

    /// <summary>A parser that stands at the beginning of a text; for languages with clauses around expressions.</summary>
    /// <exception cref="ExpressionException">The text is too long, or begins with no token.</exception>
    internal ExpressionParser(string text)
    {
        if (text.Length > LengthMax)
        {
            throw new ExpressionException(new ExpressionProblem(1, 1, $"at most {LengthMax:N0} characters", $"{text.Length:N0}"));
        }

        tokens = new ExpressionTokens(text);
        token = tokens.Next();
    }

    /// <summary>Reads a text that is one expression.</summary>
    /// <exception cref="ExpressionException">It is none; says where, what was expected, what came.</exception>
    public static Expression Parse(string text)
    {
        var parser = new ExpressionParser(text);
        var expression = parser.ReadExpression();
        parser.ExpectEnd("an operator or the end of the text");
        return expression;
    }

    /// <summary>Reads a text that may be one expression.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out ExpressionProblem? problem)
    {
        try
        {
            (expression, problem) = (Parse(text), null);
            return true;
        }
        catch (ExpressionException wrong)
        {
            (expression, problem) = (null, wrong.Problem);
            return false;
        }
    }

    /// <summary>Whether a word cannot stand for a name unless it is in backquotes.</summary>
    internal static bool IsReserved(string word) => Reserved.Contains(word, StringComparer.Ordinal);

    /// <summary>Reads one expression; what follows it stays.</summary>
    internal Expression ReadExpression() => Binary(0);

    /// <summary>Passes over a word that may come next.</summary>
    internal bool Accept(string word)
    {
        var comes = Is(TokenKind.Word, word);
        if (comes)
        {
            token = tokens.Next();
        }

        return comes;
    }

    /// <summary>Reads a length of time.</summary>
    internal DurationLiteral ReadDuration()
    {
        const string Expected = "a length of time, as 5 min";
        var literal = token.Kind == TokenKind.Number ? Number() : throw Problem(Expected);
        return literal as DurationLiteral ?? throw Problem($"a unit of time: {Units}");
    }

    /// <summary>Nothing may follow.</summary>
    internal void ExpectEnd(string expected)
    {
        if (token.Kind != TokenKind.End)
        {
            throw Problem(expected);
        }
    }

    private static string Units => string.Join(", ", DurationLiteral.Units.Keys);

    private static ExpressionOperator[] Level(int level) => level switch
    {
        0 => [ExpressionOperator.Or],
        1 => [ExpressionOperator.And],
        3 =>
        [
            ExpressionOperator.Equal, ExpressionOperator.NotEqual, ExpressionOperator.Less, ExpressionOperator.LessOrEqual,
            ExpressionOperator.Greater, ExpressionOperator.GreaterOrEqual,
        ],
        4 => [ExpressionOperator.Add, ExpressionOperator.Subtract],
        _ => [ExpressionOperator.Multiply, ExpressionOperator.Divide, ExpressionOperator.Remainder],
    };

    private Expression Binary(int level)
    {
        if (level == 2)
        {
            return Not();
        }

        if (level == 6)
        {
            return Negation();
        }

        var left = Binary(level + 1);
        while (Operator(level) is { } found)
        {
            var at = Take();
            left = Count(new BinaryExpression(found, left, Binary(level + 1), at.Line, at.Column));
            if (level == 3)
            {
                break;
            }
        }

        return left;
    }

    private ExpressionOperator? Operator(int level)
    {
        foreach (var candidate in Level(level))
        {
            if (Is(level < 2 ? TokenKind.Word : TokenKind.Sign, ExpressionText.Of(candidate)))
            {
                return candidate;
            }
        }

        return null;
    }

    private Expression Not()
    {
        if (!Is(TokenKind.Word, "not"))
        {
            return Binary(3);
        }

        var at = Take();
        return Nested(() => Count(new UnaryExpression(ExpressionOperator.Not, Not(), at.Line, at.Column)));
    }

    private Expression Negation()
    {
        if (!Is(TokenKind.Sign, "-"))
        {
            return Operand();
        }

        var at = Take();
        return Nested(() => Count(new UnaryExpression(ExpressionOperator.Negate, Negation(), at.Line, at.Column)));
    }

    private Expression Operand()
    {
        var at = token;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Count(Number());
            case TokenKind.Text:
                return Count(new TextLiteral(Take().Text, at.Line, at.Column));
            case TokenKind.Word when token.Text is "true" or "false":
                return Count(new TruthLiteral(Take().Text == "true", at.Line, at.Column));
            case TokenKind.Quoted:
            case TokenKind.Word when !IsReserved(token.Text):
                return Count(Named());
            case TokenKind.Sign when token.Text == "@":
                Take();
                return Count(new AttributeExpression(Name("the name of an attribute"), at.Line, at.Column));
            case TokenKind.Sign when token.Text == "(":
                Take();
                var inner = Nested(ReadExpression);
                Expect(")", "an operator or ')'");
                return inner;
            default:
                throw Problem("a number, a text, a name, '@', '-', 'not' or '('");
        }
    }

    private Expression Number()
    {
        var at = Take();
        return token.Kind == TokenKind.Word && DurationLiteral.Units.ContainsKey(token.Text)
            ? new DurationLiteral(at.Number, Take().Text, at.Line, at.Column)
            : new NumberLiteral(at.Number, at.Line, at.Column);
    }

    private Expression Named()
    {
        var at = Take();
        if (Is(TokenKind.Sign, "(") && at.Kind == TokenKind.Word)
        {
            return Nested(() => Call(at));
        }

        if (!Is(TokenKind.Sign, "."))
        {
            return new NameExpression(null, at.Text, at.Line, at.Column);
        }

        Take();
        var name = Name("a name after '.'");
        return new NameExpression(at.Text, name, at.Line, at.Column);
    }

    private CallExpression Call(ExpressionToken name)
    {
        Take();
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        Expression? where = null;
        if (!Is(TokenKind.Sign, ")"))
        {
            arguments.Add(ReadExpression());
            while (Is(TokenKind.Sign, ","))
            {
                Take();
                arguments.Add(ReadExpression());
            }

            where = Accept("where") ? ReadExpression() : null;
        }

        Expect(")", where is null ? "an operator, ',', 'where' or ')'" : "an operator or ')'");
        return new CallExpression(name.Text, arguments.ToImmutable(), where, name.Line, name.Column);
    }

    private string Name(string expected) => token.Kind == TokenKind.Quoted || token.Kind == TokenKind.Word && !IsReserved(token.Text)
        ? Take().Text
        : throw Problem(expected);

    private T Nested<T>(Func<T> read)
    {
        if (++depth > DepthMax)
        {
            throw Problem($"at most {DepthMax} levels of brackets and operators inside one another");
        }

        var inner = read();
        depth--;
        return inner;
    }

    private Expression Count(Expression node) => ++nodes <= NodesMax
        ? node
        : throw new ExpressionException(node, $"at most {NodesMax} numbers, texts, names, calls and operators", "more");

    private bool Is(TokenKind kind, string text) => token.Kind == kind && token.Text == text;

    private void Expect(string sign, string expected)
    {
        if (!Is(TokenKind.Sign, sign))
        {
            throw Problem(expected);
        }

        Take();
    }

    private ExpressionToken Take()
    {
        var taken = token;
        token = tokens.Next();
        return taken;
    }

    private ExpressionException Problem(string expected) => new(new ExpressionProblem(token.Line, token.Column, expected, token.Said));
}
