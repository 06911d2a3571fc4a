using System.Text;
using CityActors.Quarantine;

namespace CityActors.Web.Api.Quarantine;

/// <summary>A page of the quarantine.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">Hand in as <c>before</c> for the next page; null on the last.</param>
/// <param name="Total">How many there are in all.</param>
internal sealed record QuarantineAnswer(IEnumerable<QuarantineDocument> Entries, string? Next, long Total);

/// <summary>Something that was refused or set aside.</summary>
/// <param name="Id">Name of the entry.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Topic">What it came on.</param>
/// <param name="Reason">Word for counting.</param>
/// <param name="Detail">What was expected, what came, where.</param>
/// <param name="ArrivedAt">When it came.</param>
/// <param name="ContentType">How to read the payload.</param>
/// <param name="PayloadBytes">Its size as kept.</param>
/// <param name="Text">The payload, or its beginning, where it is text.</param>
/// <param name="Base64">The payload, or its beginning, where it is not.</param>
/// <param name="IsWhole">Whether the payload is shown to its end.</param>
internal sealed record QuarantineDocument(
    string Id,
    string Source,
    string Topic,
    string Reason,
    string Detail,
    DateTimeOffset ArrivedAt,
    string ContentType,
    int PayloadBytes,
    string? Text,
    string? Base64,
    bool IsWhole)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The document of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="payloadMax">Most bytes of its payload that are shown.</param>
    public static QuarantineDocument Of(QuarantineEntry entry, int payloadMax)
    {
        var shown = entry.Payload.AsSpan()[..Math.Min(payloadMax, entry.Payload.Length)];
        var text = TextOf(shown, isWhole: shown.Length == entry.Payload.Length);
        return new QuarantineDocument(
            entry.Id, entry.Source, entry.Topic, entry.Reason, entry.Detail, entry.ArrivedAt, entry.ContentType, entry.Payload.Length,
            text, text is null ? Convert.ToBase64String(shown) : null, shown.Length == entry.Payload.Length);
    }

    private static string? TextOf(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        // A cut may go through a letter: up to three bytes of it are left out.
        for (var left = 0; left <= (isWhole ? 0 : Math.Min(3, bytes.Length)); left++)
        {
            try
            {
                var text = Strict.GetString(bytes[..^left]);
                return text.Contains('\0', StringComparison.Ordinal) ? null : text;
            }
            catch (DecoderFallbackException)
            {
                continue;
            }
        }

        return null;
    }
}

/// <summary>Which entries are meant.</summary>
internal sealed record QuarantineRequest(string[] Ids);

/// <summary>What became of entries that were fed again.</summary>
/// <param name="Accepted">They passed, and left the quarantine.</param>
/// <param name="Refused">They did not, and stay with the new reason.</param>
/// <param name="Unknown">There are no such entries.</param>
internal sealed record ReplayAnswer(int Accepted, int Refused, int Unknown);

/// <summary>How many entries were removed.</summary>
internal sealed record DiscardAnswer(int Discarded);
