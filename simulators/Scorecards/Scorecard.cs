using System.Text.Encodings.Web;
using System.Text.Json;

namespace CityActors.Simulators.Scorecards;

/// <summary>How a run ended.</summary>
/// <param name="Verb"><c>load</c> or <c>replay</c>.</param>
/// <param name="Target">Where it was sent to.</param>
/// <param name="Payload">Form of the messages.</param>
/// <param name="Sent">Messages sent, each once however often.</param>
/// <param name="Acknowledged">Messages the city said to be durable.</param>
/// <param name="Refused">Messages the city refused.</param>
/// <param name="Unacknowledged">Messages of which the city has said nothing.</param>
/// <param name="Resent">Repetitions.</param>
/// <param name="Disconnects">Connections lost.</param>
/// <param name="Stored">Readings found in history, of those looked for.</param>
/// <param name="Lost">Readings of acknowledged messages that history does not hold; null when history was not asked.</param>
/// <param name="Duplicated">How often history holds a reading once too often; null when history was not asked.</param>
/// <param name="AckMs">Milliseconds from due to acknowledged; null when nothing was acknowledged.</param>
/// <param name="Seconds">From the first message due to the last one ended.</param>
/// <param name="AcknowledgedPerSecond">Messages acknowledged a second.</param>
/// <param name="Checked">What was looked for in history.</param>
public sealed record Scorecard(
    string Verb,
    string Target,
    string Payload,
    long Sent,
    long Acknowledged,
    long Refused,
    long Unacknowledged,
    long Resent,
    long Disconnects,
    long? Stored,
    long? Lost,
    long? Duplicated,
    AckTimes? AckMs,
    double Seconds,
    double AcknowledgedPerSecond,
    HistoryCheck Checked)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether everything that was sent is acknowledged and, as far as history was asked, there once.</summary>
    public bool IsPerfect => Unacknowledged == 0 && Refused == 0 && Lost is null or 0 && Duplicated is null or 0;

    /// <summary>A scorecard of counts and of what history holds.</summary>
    public static Scorecard Of(string verb, string target, string payload, SendCounts counts, TimeSpan took, HistoryCheck check)
    {
        var delays = counts.Delays;
        AckTimes? times = delays.Quantile(0.5) is { } middle
            ? new AckTimes(Ms(middle), Ms(delays.Quantile(0.99)!.Value), Ms(delays.Most))
            : null;
        return new Scorecard(
            verb, target, payload, counts.Sent, counts.Acknowledged, counts.Refused,
            counts.Sent - counts.Acknowledged - counts.Refused - counts.Left, counts.ResentMessages, counts.Disconnects,
            check.WasAsked ? check.Stored : null, check.WasAsked ? check.Lost : null, check.WasAsked ? check.Duplicated : null,
            times, Math.Round(took.TotalSeconds, 3), Math.Round(counts.Acknowledged / Math.Max(took.TotalSeconds, 0.001), 1), check);
    }

    /// <summary>The scorecard as JSON.</summary>
    public string Json() => JsonSerializer.Serialize(this, Options);

    private static double Ms(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}

/// <summary>Times to acknowledgement, milliseconds.</summary>
/// <param name="P50">Half of the messages took at most this.</param>
/// <param name="P99">99 of 100 took at most this.</param>
/// <param name="Max">The longest.</param>
public sealed record AckTimes(double P50, double P99, double Max);

/// <summary>What history was asked for, and what it held.</summary>
/// <param name="Twins">Twins that were looked at.</param>
/// <param name="Readings">Readings that were looked for.</param>
/// <param name="Stored">Of these, found.</param>
/// <param name="Lost">Of those of acknowledged messages, not found.</param>
/// <param name="Duplicated">Found once too often.</param>
/// <param name="Unexpected">Points in the span that nobody sent in this run.</param>
/// <param name="Note">Why history was not asked, or only in part; null when everything was looked at.</param>
public sealed record HistoryCheck(long Twins, long Readings, long Stored, long Lost, long Duplicated, long Unexpected, string? Note)
{
    /// <summary>Whether history was asked at all.</summary>
    public bool WasAsked => Twins > 0;

    /// <summary>History was not asked.</summary>
    public static HistoryCheck None(string why) => new(0, 0, 0, 0, 0, 0, why);
}
