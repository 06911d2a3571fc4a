using CityActors.History;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.History;

/// <summary>What was.</summary>
internal static class HistoryEndpoints
{
    private const int SpanDaysMax = 3_660;
    private const long IntervalsMax = 1_000_000;

    /// <summary>Maps the room.</summary>
    public static void MapHistory(this IEndpointRouteBuilder endpoints) => endpoints.Get("/api/history", Read, HistoryOperations.Read);

    private static async Task<IResult> Read(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var query = QueryValues.Of(context);
        var now = time.GetUtcNow();
        var twin = TwinPath.Read(query.Text("twin"), "query twin");
        var to = query.Moment("to", now) ?? now;
        var from = query.Moment("from", now)!.Value;
        var aggregate = Enum.Parse<Aggregate>(query.Word("aggregate"), ignoreCase: true);
        var every = query.Duration("every");
        CheckSpan(query, from, to);
        CheckIntervals(query, aggregate, every, to - from);
        var asked = new HistoryQuery(
            twin, Channel(query), from, to, every, aggregate, HistoryOperations.Downsampling(query.Word("downsampling")),
                query.Integer("limit"),
            await Positions.AskedOf(context, twin, grains));
        return new HistoryResult(asked, await grains.GetGrain<IHistoryGrain>(0).Query(asked));
    }

    private static string Channel(QueryValues query)
    {
        var channel = query.Text("channel")!;
        return char.IsAsciiLetterOrDigit(channel[0]) && channel.All(static c =>
            char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '-')
            ? channel
            : throw query.Refuse("channel", $"A-Z a-z 0-9 _ . : - beginning with a letter or digit, got {Problems.Short.Quote(channel)}");
    }

    private static void CheckSpan(QueryValues query, DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
        {
            throw query.Refuse("to", $"a time later than 'from', got {from:O} to {to:O}");
        }

        if ((to - from).TotalDays > SpanDaysMax)
        {
            throw query.Refuse("from", $"a span of at most {SpanDaysMax} days, got {(to - from).TotalDays:0} days");
        }
    }

    private static void CheckIntervals(QueryValues query, Aggregate aggregate, TimeSpan? every, TimeSpan span)
    {
        if (aggregate == Aggregate.None)
        {
            if (every is not null)
            {
                throw query.Refuse("every", "an interval only together with an aggregate");
            }

            return;
        }

        if (every is null || every < TimeSpan.FromSeconds(1))
        {
            throw query.Refuse("every", $"an interval of at least PT1S for the aggregate, got {every?.ToString() ?? "none"}");
        }

        if (span / every.Value > IntervalsMax)
        {
            throw query.Refuse("every", $"at most {IntervalsMax} intervals in the span, it would be {span / every.Value:0}");
        }
    }
}
