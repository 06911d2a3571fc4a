using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityActors.Simulators.Reach;

namespace CityActors.Simulators.Fingerprints;

/// <summary>Sums up what a city knows: of the same content it is the same, whatever happened on the way.</summary>
/// <param name="Twins">Twins that were read.</param>
/// <param name="State">SHA-256 of all twins in the order of their ids, hexadecimal.</param>
/// <param name="Readings">Points of history that were read; null when history was not asked.</param>
/// <param name="History">SHA-256 of history, twin by twin and channel by channel; null when it was not asked.</param>
/// <param name="EachTwin">State and history of each twin, to find a difference; null when it was not asked for.</param>
internal sealed record CityFingerprint(
    long Twins, string State, long? Readings, string? History, IReadOnlyDictionary<string, string>? EachTwin)
{
    /// <summary>Reads a city to the end.</summary>
    /// <param name="city">The city.</param>
    /// <param name="span">Span of history, Unix milliseconds; null: history is not asked.</param>
    /// <param name="isEach">Whether each twin is told.</param>
    /// <param name="type">Only twins of a type; null: all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<CityFingerprint> Take(
        CityReach city, (long FromMs, long ToMs)? span, bool isEach, string? type, CancellationToken cancellationToken)
    {
        using var state = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var history = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var each = isEach ? new SortedDictionary<string, string>(StringComparer.Ordinal) : null;
        var past = new PastReach(city.Http);
        var (twins, readings) = (0L, 0L);
        await foreach (var twin in city.Twins(type, cancellationToken))
        {
            var id = twin.GetProperty("id").GetString()!;
            var text = TwinText.Of(twin);
            state.AppendData(Encoding.UTF8.GetBytes(text));
            twins++;
            var pastText = "";
            if (span is { } asked)
            {
                (pastText, var count) = await PastText(past, id, TwinText.ChannelNames(twin), asked, cancellationToken);
                history.AppendData(Encoding.UTF8.GetBytes(pastText));
                readings += count;
            }

            each?.Add(id, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text + pastText)))[..16]);
        }

        return new CityFingerprint(
            twins, Convert.ToHexStringLower(state.GetHashAndReset()), span is null ? null : readings,
            span is null ? null : Convert.ToHexStringLower(history.GetHashAndReset()), each);
    }

    private static async Task<(string Text, int Count)> PastText(
        PastReach past, string twin, IEnumerable<string> channels, (long FromMs, long ToMs) span, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var count = 0;
        foreach (var channel in channels)
        {
            text.Append(twin).Append(' ').Append(channel).Append('\n');
            var points = await past.Read(twin, channel, span.FromMs, span.ToMs, cancellationToken);
            var sorted = points.OrderBy(static point => point.AtMs).ThenBy(static point => point.Value, StringComparer.Ordinal);
            foreach (var (atMs, value) in sorted)
            {
                text.Append(CultureInfo.InvariantCulture, $"{atMs} {value}\n");
                count++;
            }
        }

        return (text.ToString(), count);
    }
}
