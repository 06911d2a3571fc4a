namespace CityActors.Domain.Expressions;

/// <summary>A piece of an expression's text that means something by itself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its content: a text without quotes, a name without backquotes, else as it is written.</param>
/// <param name="Number">The number it says; 0 of the other kinds.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal readonly record struct ExpressionToken(TokenKind Kind, string Text, double Number, int Line, int Column)
{
    /// <summary>The token as a problem names it.</summary>
    public string Said => Kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.Number => $"the number {Text}",
        TokenKind.Text => $"the text '{Text}'",
        _ => $"'{Text}'",
    };
}

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>Nothing follows.</summary>
    End,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in single quotes.</summary>
    Text,

    /// <summary>A word: a name, an operator in letters, a unit of time.</summary>
    Word,

    /// <summary>A name in backquotes: never an operator.</summary>
    Quoted,

    /// <summary>A sign: operator, bracket, comma, dot, at.</summary>
    Sign,
}
