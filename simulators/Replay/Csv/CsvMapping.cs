using System.Globalization;
using System.Text.Json;

namespace CityActors.Simulators.Replay.Csv;

/// <summary>
/// How the columns of a CSV file become readings, read from a JSON file:
/// <code>
/// { "type": "AirQualityObserved", "id": "{station}",
///   "time": "{year}-{month}-{day} {hour}", "timeFormat": "yyyy-M-d H", "offset": "+08:00",
///   "missing": ["", "NA"], "separator": ",",
///   "channels": { "PM2.5": { "channel": "pm25" }, "CO": { "channel": "co", "factor": 0.001 },
///                 "wd": { "channel": "windDirection", "kind": "code" } } }
/// </code>
/// A time format of <c>unix</c>, <c>unixMs</c> or <c>iso</c> needs no offset.
/// </summary>
internal sealed record CsvMapping
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Type of the twins.</summary>
    public string Type { get; init; } = "";

    /// <summary>Local name: text with columns in braces.</summary>
    public string Id { get; init; } = "";

    /// <summary>Time: text with columns in braces.</summary>
    public string Time { get; init; } = "";

    /// <summary>.NET date format, or <c>iso</c>, <c>unix</c>, <c>unixMs</c>.</summary>
    public string TimeFormat { get; init; } = "iso";

    /// <summary>Offset of local times from UTC, e.g. <c>+07:00</c>.</summary>
    public string Offset { get; init; } = "";

    /// <summary>What stands where nothing was measured.</summary>
    public string[] Missing { get; init; } = ["", "NA", "NaN", "null"];

    /// <summary>What separates columns.</summary>
    public string Separator { get; init; } = ",";

    /// <summary>Column → channel.</summary>
    public Dictionary<string, CsvChannel> Channels { get; init; } = [];

    /// <summary>Reads a mapping.</summary>
    /// <exception cref="RecordingBrokenException">It is not one; says what is missing.</exception>
    public static CsvMapping Load(string path)
    {
        CsvMapping? mapping;
        try
        {
            mapping = JsonSerializer.Deserialize<CsvMapping>(File.ReadAllText(path), Options);
        }
        catch (JsonException broken)
        {
            throw new RecordingBrokenException($"{path} is no mapping: {broken.Message}", broken);
        }

        return mapping?.Problem() switch
        {
            null when mapping is not null => mapping,
            var problem => throw new RecordingBrokenException($"{path}: {problem ?? "expected an object"}."),
        };
    }

    /// <summary>Reads a time.</summary>
    public bool TryTime(string text, out long unixMs)
    {
        unixMs = 0;
        switch (TimeFormat)
        {
            case "unix" or "unixMs":
                var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
                unixMs = isNumber && Math.Abs(number) < 1e15 ? (long)Math.Round(TimeFormat == "unix" ? number * 1000 : number) : -1;
                return unixMs >= 0;
            case "iso" when Offset.Length == 0:
                var isMoment = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
                unixMs = moment.ToUnixTimeMilliseconds();
                return isMoment && unixMs >= 0;
            default:
                var isTime = TimeFormat == "iso"
                    ? DateTime.TryParse(text, CultureInfo.InvariantCulture, out var local)
                    : DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out local);
                local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
                unixMs = isTime && local.Year > 1 ? new DateTimeOffset(local, Zone()).ToUnixTimeMilliseconds() : -1;
                return unixMs >= 0;
        }
    }

    private TimeSpan Zone() => TimeSpan.TryParse(Offset.TrimStart('+'), CultureInfo.InvariantCulture, out var zone) ? zone : TimeSpan.Zero;

    private string? Problem() => this switch
    {
        { Type.Length: 0 } => "type is missing",
        { Id.Length: 0 } => "id is missing",
        { Time.Length: 0 } => "time is missing",
        { Separator.Length: not 1 } => "separator must be one character",
        { Channels.Count: 0 } => "channels is missing or empty",
        _ when Offset.Length > 0 && !TimeSpan.TryParse(Offset.TrimStart('+'), CultureInfo.InvariantCulture, out _) =>
            $"offset must be like +07:00, got '{Offset}'",
        _ when Offset.Length == 0 && TimeFormat is not ("iso" or "unix" or "unixMs") => "offset is missing: local times need one",
        _ => Channels.FirstOrDefault(static pair => pair.Value.Channel.Length == 0 || pair.Value.Kind is not ("number" or "code" or "text"))
            is { Key: { } column }
            ? $"column '{column}' needs a channel, and kind number, code or text"
            : null,
    };
}

/// <summary>What a column becomes.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Kind"><c>number</c>, <c>code</c> or <c>text</c>.</param>
/// <param name="Factor">What numbers are multiplied by.</param>
internal sealed record CsvChannel(string Channel = "", string Kind = "number", double Factor = 1);
