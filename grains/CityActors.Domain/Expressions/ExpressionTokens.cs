using System.Globalization;
using System.Text;

namespace CityActors.Domain.Expressions;

/// <summary>Cuts an expression's text into tokens.</summary>
internal sealed class ExpressionTokens(string text)
{
    /// <summary>Longest name, characters.</summary>
    public const int NameLengthMax = 64;

    private static readonly string[] Signs =
        ["<=", ">=", "!=", "==", "<", ">", "=", "+", "-", "*", "/", "%", "(", ")", ",", ".", "@"];

    private int at;
    private int line = 1;
    private int lineStart;

    /// <summary>The next token.</summary>
    /// <exception cref="ExpressionException">No token begins here.</exception>
    public ExpressionToken Next()
    {
        PassSpaces();
        var (start, column) = (at, at - lineStart + 1);
        if (at == text.Length)
        {
            return new ExpressionToken(TokenKind.End, "", 0, line, column);
        }

        var first = text[at];
        if (char.IsAsciiDigit(first))
        {
            return Number(start, column);
        }

        if (IsLetter(first))
        {
            while (at < text.Length && (IsLetter(text[at]) || char.IsAsciiDigit(text[at])))
            {
                at++;
            }

            return Name(TokenKind.Word, text[start..at], column);
        }

        if (first is '\'' or '`')
        {
            var quoted = Quoted(first, column);
            return first == '`' ? Name(TokenKind.Quoted, quoted, column) : new ExpressionToken(TokenKind.Text, quoted, 0, line, column);
        }

        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0)
            {
                at += sign.Length;
                return new ExpressionToken(TokenKind.Sign, sign == "==" ? "=" : sign, 0, line, column);
            }
        }

        throw Problem(column, "a number, a text in quotes, a name or an operator", $"'{Shown(first)}'");
    }

    private static bool IsLetter(char one) => one == '_' || char.IsAsciiLetter(one);

    private static string Shown(char one) => char.IsControl(one) || char.IsSurrogate(one)
        ? string.Create(CultureInfo.InvariantCulture, $"U+{(int)one:X4}")
        : one.ToString();

    private ExpressionToken Name(TokenKind kind, string name, int column) => name.Length is > 0 and <= NameLengthMax
        ? new ExpressionToken(kind, name, 0, line, column)
        : throw Problem(column, $"a name of 1-{NameLengthMax} characters", $"one of {name.Length}");

    private void PassSpaces()
    {
        for (; at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n'; at++)
        {
            if (text[at] == '\n')
            {
                line++;
                lineStart = at + 1;
            }
        }
    }

    private ExpressionToken Number(int start, int column)
    {
        PassDigits();
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            PassDigits();
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var exponent = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                at = exponent;
                PassDigits();
            }
        }

        var written = text[start..at];
        var number = double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number)
            ? new ExpressionToken(TokenKind.Number, written, number, line, column)
            : throw Problem(column, "a number below 1.8e308", written);
    }

    private void PassDigits()
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }
    }

    /// <summary>A quote inside is written twice; a text does not cross lines.</summary>
    private string Quoted(char quote, int column)
    {
        var content = new StringBuilder();
        for (at++; at < text.Length && text[at] is not ('\n' or '\r'); at++)
        {
            if (text[at] == quote)
            {
                if (at + 1 == text.Length || text[at + 1] != quote)
                {
                    at++;
                    return content.ToString();
                }

                at++;
            }

            content.Append(text[at]);
        }

        throw new ExpressionException(new ExpressionProblem(
            line, at - lineStart + 1, $"{quote} to close what opens in column {column}",
            at == text.Length ? "the end of the text" : "the end of the line"));
    }

    private ExpressionException Problem(int column, string expected, string found) =>
        new(new ExpressionProblem(line, column, expected, found));
}
