using System.Text;

namespace CityActors.Domain.Expressions.Evaluation;

/// <summary>
/// A value that an expression reckons with: none, a number, a truth, or a text. A text may lie in bytes of its owner: it is compared
/// where it lies and no string is made.
/// </summary>
public readonly struct ExpressionValue : IEquatable<ExpressionValue>
{
    private readonly object? text;
    private readonly int start;
    private readonly int length;

    private ExpressionValue(ExpressionKind kind, double number, object? text = null, int start = 0, int length = 0)
    {
        (Kind, Number, this.text) = (kind, number, text);
        (this.start, this.length) = (start, length);
    }

    /// <summary>Missing, or not to be reckoned.</summary>
    public static ExpressionValue None => default;

    /// <summary>What kind of value it is.</summary>
    public ExpressionKind Kind { get; }

    /// <summary>The number; 1 or 0 of a truth.</summary>
    public double Number { get; }

    /// <summary>Whether there is no value.</summary>
    public bool IsNone => Kind == ExpressionKind.None;

    /// <summary>Whether it is certainly true.</summary>
    public bool IsTrue => Kind == ExpressionKind.Truth && Number != 0;

    /// <summary>Whether it is certainly false.</summary>
    public bool IsFalse => Kind == ExpressionKind.Truth && Number == 0;

    /// <summary>A number; none when it is not finite.</summary>
    public static ExpressionValue Of(double number) =>
        double.IsFinite(number) ? new ExpressionValue(ExpressionKind.Number, number == 0 ? 0 : number) : None;

    /// <summary>A truth.</summary>
    public static ExpressionValue Of(bool truth) => new(ExpressionKind.Truth, truth ? 1 : 0);

    /// <summary>A text.</summary>
    public static ExpressionValue Of(string text) => new(ExpressionKind.Text, 0, text);

    /// <summary>A text in UTF-8 that stays as it is while the expression is reckoned.</summary>
    public static ExpressionValue Of(byte[] utf8, int start, int length) => new(ExpressionKind.Text, 0, utf8, start, length);

    /// <inheritdoc/>
    public bool Equals(ExpressionValue other) =>
        Kind == other.Kind && (Kind == ExpressionKind.Text ? SameText(other) : Number.Equals(other.Number));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExpressionValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        Kind, Kind == ExpressionKind.Text ? ToString().GetHashCode() : Number.GetHashCode());

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ExpressionKind.Number => Number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        ExpressionKind.Truth => IsTrue ? "true" : "false",
        ExpressionKind.Text => text as string ?? Encoding.UTF8.GetString((byte[])text!, start, length),
        _ => "none",
    };

    private bool SameText(ExpressionValue other) => (text, other.text) switch
    {
        (string mine, string its) => mine == its,
        (string mine, byte[] its) => Same(mine, its.AsSpan(other.start, other.length)),
        (byte[] mine, string its) => Same(its, mine.AsSpan(start, length)),
        (byte[] mine, byte[] its) => mine.AsSpan(start, length).SequenceEqual(its.AsSpan(other.start, other.length)),
        _ => false,
    };

    private static bool Same(string text, ReadOnlySpan<byte> utf8)
    {
        Span<byte> piece = stackalloc byte[256];
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            System.Text.Unicode.Utf8.FromUtf16(rest, piece, out var read, out var written);
            if (!utf8.StartsWith(piece[..written]))
            {
                return false;
            }

            rest = rest[read..];
            utf8 = utf8[written..];
        }

        return utf8.IsEmpty;
    }
}

/// <summary>Kinds of values.</summary>
public enum ExpressionKind : byte
{
    /// <summary>No value. As what an expression gives, before it is reckoned: any kind.</summary>
    None,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A text or code word; texts can be equal or not, nothing else.</summary>
    Text,
}
