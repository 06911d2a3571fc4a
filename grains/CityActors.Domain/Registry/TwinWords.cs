using System.Globalization;
using System.Text;

namespace CityActors.Domain.Registry;

/// <summary>
/// The words a twin is found by. Case and diacritics do not count, and đ counts as d: people type "cau nhat tan" and mean
/// "Cầu Nhật Tân". A word is a run of letters and digits.
/// </summary>
public static class TwinWords
{
    private const string Prefix = "urn:ngsi-ld:";

    /// <summary>Words of a twin: of its type, its local id (percent-encoding undone) and its name; folded, one space between.</summary>
    public static string Of(string id, string? name)
    {
        var local = id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id;
        return Fold(name is null ? Uri.UnescapeDataString(local) : $"{Uri.UnescapeDataString(local)} {name}");
    }

    /// <summary>Words of what somebody looks for; a whole URN counts as the words of its type and local id.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="most">Words beyond this number are left out.</param>
    public static string[] Sought(string text, int most)
    {
        var words = Fold(text.Replace(Prefix, " ", StringComparison.OrdinalIgnoreCase));
        return [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(most)];
    }

    /// <summary>Whether each of the sought words is the beginning of one of the words.</summary>
    /// <param name="words">As <see cref="Of"/> gives them.</param>
    /// <param name="sought">As <see cref="Sought"/> gives them.</param>
    public static bool Match(ReadOnlySpan<char> words, ReadOnlySpan<string> sought)
    {
        foreach (var word in sought)
        {
            if (!Begins(words, word))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Begins(ReadOnlySpan<char> words, string word)
    {
        while (true)
        {
            var at = words.IndexOf(word, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            if (at == 0 || words[at - 1] == ' ')
            {
                return true;
            }

            words = words[(at + 1)..];
        }
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Whole(text).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (char.IsLetterOrDigit(c))
            {
                folded.Append(c is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(c));
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }

    // Half a surrogate pair cannot be normalised; such texts come from broken encodings only, so losing the letter loses nothing.
    private static string Whole(string text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c))
            {
                return string.Concat(text.EnumerateRunes().Select(static rune => rune.ToString()));
            }
        }

        return text;
    }
}
