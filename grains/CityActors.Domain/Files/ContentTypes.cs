using System.Text;

namespace CityActors.Domain.Files;

/// <summary>Finds out of a file's first bytes what it is. What the sender or the name says is not believed.</summary>
public static class ContentTypes
{
    /// <summary>Bytes that are looked at.</summary>
    public const int HeadBytes = 4096;

    /// <summary>Plain text in UTF-8.</summary>
    public const string Text = "text/plain";

    /// <summary>The types that are taken. None of them runs anything in a browser that is told not to guess.</summary>
    public static readonly IReadOnlyList<string> Known =
        ["image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf", "video/mp4", Text];

    /// <summary>The type of a content; null when it is none that is taken.</summary>
    /// <param name="head">Its beginning: all of it, or <see cref="HeadBytes"/>.</param>
    public static string? Sniff(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return "image/jpeg";
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return "image/png";
        }

        return head switch
        {
            _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => "image/gif",
            _ when head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) => "image/webp",
            _ when head.StartsWith("%PDF-"u8) => "application/pdf",
            _ when IsMp4(head) => "video/mp4",
            _ when IsText(head) => Text,
            _ => null,
        };
    }

    private static bool IsMp4(ReadOnlySpan<byte> head) =>
        head.Length >= 12 && head[4..].StartsWith("ftyp"u8)
        && (head[8..].StartsWith("isom"u8) || head[8..].StartsWith("iso2"u8) || head[8..].StartsWith("mp41"u8)
            || head[8..].StartsWith("mp42"u8) || head[8..].StartsWith("avc1"u8) || head[8..].StartsWith("iso5"u8)
            || head[8..].StartsWith("iso6"u8) || head[8..].StartsWith("M4V "u8) || head[8..].StartsWith("dash"u8));

    // Text says nothing of itself: it is what has no controls, is UTF-8, and does not begin like markup that a browser would run.
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var each in head)
        {
            if (each == 0x7F || each < 0x20 && each is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                return false;
            }
        }

        if (head.IsEmpty || !IsUtf8(head))
        {
            return false;
        }

        var start = Encoding.UTF8.GetString(head[..Math.Min(head.Length, 256)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return !start.StartsWith('<');
    }

    // A head may end within a letter: up to three bytes of it are left out.
    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        for (var left = 0; left <= (head.Length < HeadBytes ? 0 : 3); left++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^left]))
            {
                return true;
            }
        }

        return false;
    }
}
