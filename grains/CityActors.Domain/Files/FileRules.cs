using CityActors.Files;

namespace CityActors.Domain.Files;

/// <summary>What files of cases must be like.</summary>
public static class FileRules
{
    private const int NameMax = 200;
    private const int ChecksumLength = 64;

    /// <summary>Null when an attachment's description is as it should be; else what was expected.</summary>
    public static string? Check(Attachment? attachment) => attachment switch
    {
        null => "Expected an attachment.",
        _ when !IsChecksum(attachment.Checksum) => "Expected a checksum of 64 lower-case hexadecimal digits.",
        _ when CheckName(attachment.Name) is { } wrong => wrong,
        _ when !ContentTypes.Known.Contains(attachment.ContentType) => $"Expected one of {string.Join(", ", ContentTypes.Known)}.",
        { Bytes: < 1 } => "Expected a file that is not empty.",
        _ => null,
    };

    /// <summary>Whether a text is a SHA-256 as it is written here.</summary>
    public static bool IsChecksum(string? text) =>
        text is { Length: ChecksumLength } && text.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0;

    /// <summary>Null when a name is one that people can be shown; else what was expected. It never becomes a path.</summary>
    public static string? CheckName(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > NameMax || name is "." or ".." || name.Contains("..", StringComparison.Ordinal)
            || name.AsSpan().IndexOfAny("/\\:*?\"<>|") >= 0 || name.Any(static letter => char.IsControl(letter) || IsTurning(letter))
            ? $"Expected a file name of 1-{NameMax} characters without '..', slashes, controls and any of : * ? \" < > |."
            : null;

    // Marks that turn the direction of writing make gpj.exe out of exe.jpg.
    private static bool IsTurning(char letter) =>
        letter is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F';
}
