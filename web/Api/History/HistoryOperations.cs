using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.History;

/// <summary>What the operations on history say of themselves.</summary>
internal static class HistoryOperations
{
    private const string LargestTriangle = "lttb";
    private const string MinMax = "minmax";

    /// <summary>Points of a channel.</summary>
    public static readonly ApiOperation Read = new(
        "readHistory", "History", "Readings of a channel over a span",
        "Raw readings with quality and log position, or aggregates of intervals. What has more points than the limit is cut at its end and "
        + "says so, or thinned: lttb keeps the look of the line, minmax every spike. The history of a deleted twin stays.")
    {
        Query =
        [
            QueryField.Text("twin", "Id of the twin.", "urn:ngsi-ld:AirQualityObserved:ben-thanh", 512) with { IsRequired = true },
            QueryField.Text("channel", "Name of the channel.", "pm25", 64) with { IsRequired = true },
            new QueryField(
                "from", QueryKind.Moment, "Start, inclusive: a time with Z or an offset, or a duration back from now.",
                    "PT24H") { IsRequired = true },
            new QueryField("to", QueryKind.Moment, "End, exclusive; now when it does not come.", "2026-11-25T07:00:00+07:00"),
            new QueryField("every", QueryKind.Duration, "Width of the intervals, at least PT1S; only with an aggregate.", "PT1H"),
            QueryField.Word("aggregate", "What to make of an interval.", "none", "mean", "min", "max", "sum", "count", "last", "first"),
            QueryField.Word("downsampling", "What to do with more points than the limit.", "none", LargestTriangle, MinMax),
            QueryField.Integer("limit", "Most points.", 1, 100_000, 1_000),
        ],
        TakesAtLeast = true,
        AnswerExample = """
            {
              "twin": "urn:ngsi-ld:AirQualityObserved:ben-thanh", "channel": "pm25", "unit": "GQ", "from": "2026-11-24T00:00:00+00:00",
              "to": "2026-11-25T00:00:00+00:00", "every": "PT1H", "aggregate": "mean", "downsampling": "none", "total": 24, "cut": false,
              "points": [ { "at": "2026-11-24T00:00:00+00:00", "value": 31.25, "count": 60 } ]
            }
            """,
    };

    /// <summary>A way of thinning by its word.</summary>
    public static CityActors.History.Downsampling Downsampling(string word) => word switch
    {
        LargestTriangle => CityActors.History.Downsampling.LargestTriangle,
        MinMax => CityActors.History.Downsampling.MinMax,
        _ => CityActors.History.Downsampling.None,
    };

    /// <summary>The word of a way of thinning.</summary>
    public static string Word(CityActors.History.Downsampling downsampling) => downsampling switch
    {
        CityActors.History.Downsampling.LargestTriangle => LargestTriangle,
        CityActors.History.Downsampling.MinMax => MinMax,
        _ => "none",
    };
}
