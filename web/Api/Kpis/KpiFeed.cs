using System.Text.Json;
using CityActors.Kpis;
using CityActors.Streams;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Live;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Kpis;

/// <summary>
/// The values of all KPIs as they are said. A new reader is given how they stand and then everything said after that; one who comes
/// again, everything after the last he had: nothing is left out, nothing comes twice.
/// </summary>
internal static class KpiFeed
{
    private const int NewsMost = 500;
    private const int PageMost = 200;

    private static readonly ApiOperation Operation = new(
        "followKpis", KpiOperations.Tag, "Follow KPIs",
        "Server-sent events: 'kpis' with how they stand when the reader is new (a page an event), then 'values' with what is said, running "
        + "values of open windows and greyings too. To go on, send the id of the last event (browsers do it by themselves). 'gone' says "
        + "that what was to follow is no longer kept: the next request starts anew.")
    {
        Query =
        [
            QueryField.List("kpi", "Only these KPIs.", "traffic-mean-speed,air-vn-aqi", 100, 64),
            QueryField.Text("zone", "Only this zone.", "urn:ngsi-ld:AdministrativeArea:phuong-001", 512),
            QueryField.Word("running", "Whether running values of open windows come.", "true", "false"),
        ],
        IsStream = true,
        AnswerTypes = [ApiJson.Events],
        SuccessMeans = "Events, until the reader leaves.",
        AnswerExample = "id: 1;120044;97\nevent: values\ndata: [{\"kpi\":\"traffic-mean-speed\",\"value\":31.4,\"band\":\"good\"}]\n\n",
    };

    /// <summary>Maps the feed.</summary>
    public static void MapKpiFeed(this IEndpointRouteBuilder endpoints) => endpoints.Get("/api/kpis/changes", Read, Operation);

    private static async Task<IResult> Read(HttpContext context, IGrainFactory grains, LiveFeeds feeds)
    {
        var query = QueryValues.Of(context);
        var wanted = new Wanted(
            [.. query.List("kpi")], query.Text("zone") is { } zone ? TwinPath.Read(zone, "query zone") : null,
            query.Word("running") == "true");
        var token = Token(context);
        using var seat = feeds.Enter();
        var kpis = grains.GetGrain<IKpisGrain>(0);

        // The token first, then how they stand: what is said in between comes once more rather than never.
        var isNew = token is null;
        token ??= (await kpis.News(null, 1)).Token;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, feeds.Stopping);
        await Write(context, kpis, token, isNew, wanted, feeds, either.Token);
        return Results.Empty;
    }

    private static ChangeToken? Token(HttpContext context)
    {
        var lastId = context.Request.Headers[EventStream.LastEventId].ToString();
        return lastId.Length == 0 ? null
            : ChangeToken.TryParse(lastId, out var token) ? token
            : throw new RefusedException(
                ProblemKind.InvalidRequest, $"Expected the id of an event of this feed, got {Short.Quote(lastId)}.",
                $"header {EventStream.LastEventId}");
    }

    private static async Task Write(
        HttpContext context, IKpisGrain kpis, ChangeToken token, bool isNew, Wanted wanted, LiveFeeds feeds, CancellationToken stop)
    {
        var stream = new EventStream(context);
        await stream.Start(token.ToString());
        try
        {
            if (isNew)
            {
                await Begin(stream, kpis, token, wanted);
            }

            while (true)
            {
                token = await Next(stream, kpis, token, wanted, feeds, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left, or the city stops.
        }
        catch (Exception problem)
        {
            var isGone = problem is ChangesGoneException;
            LiveFeeds.Count(isGone ? "gone" : "fault");
            stream.Event(isGone ? "gone" : "problem", isGone ? "" : token.ToString(), json =>
                JsonSerializer.Serialize(json, feeds.Teller.Tell(context, problem), ApiJson.Options));
            await stream.Flush();
        }
    }

    private static async Task Begin(EventStream stream, IKpisGrain kpis, ChangeToken token, Wanted wanted)
    {
        string? after = null;
        do
        {
            var page = await kpis.List(new KpiQuery(null, null, wanted.Zone, null, null, false, after, PageMost, []));
            var standings = page.Kpis.Where(kpi => wanted.IsKpi(kpi.Definition.Id)).Select(KpiDocument.Of);
            stream.Event("kpis", token.ToString(), json => JsonSerializer.Serialize(json, standings, ApiJson.Options));
            await stream.Flush();
            after = page.Next;
        }
        while (after is not null);
    }

    private static async Task<ChangeToken> Next(
        EventStream stream, IKpisGrain kpis, ChangeToken token, Wanted wanted, LiveFeeds feeds, CancellationToken stop)
    {
        var next = kpis.News(token, NewsMost);
        while (!await feeds.Ends(next, stop))
        {
            stream.SignOfLife();
            await stream.Flush();
        }

        var news = await next;
        var values = news.Values.Where(wanted.IsWanted).Select(KpiValueDocument.Of).ToList();
        if (values.Count > 0)
        {
            stream.Event("values", news.Token.ToString(), json => JsonSerializer.Serialize(json, values, ApiJson.Options));
        }
        else if (news.Values.Length > 0)
        {
            stream.Id(news.Token.ToString());
        }
        else
        {
            stream.SignOfLife();
        }

        await stream.Flush();
        return news.Token;
    }

    /// <summary>What a reader wants.</summary>
    private sealed record Wanted(HashSet<string> Kpis, string? Zone, bool Running)
    {
        public bool IsKpi(string kpi) => Kpis.Count == 0 || Kpis.Contains(kpi);

        public bool IsWanted(KpiValue value) =>
            IsKpi(value.Kpi) && (Zone is null || value.Zone == Zone) && (Running || value.IsFinal);
    }
}
