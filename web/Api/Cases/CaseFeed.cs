using System.Globalization;
using System.Text.Json;
using CityActors.Cases;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Live;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Cases;

/// <summary>
/// What happens to alerts, incidents and work orders, as it happens. A new reader begins at now; one who comes again goes on after the
/// last event he had: nothing is left out, nothing comes twice.
/// </summary>
internal static class CaseFeed
{
    /// <summary>Maps the feeds.</summary>
    public static void MapCaseFeeds(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "alerts", "followAlerts", "Alerts", CaseKinds.Alert);
        Map(endpoints, "incidents", "followIncidents", "Incidents", CaseKinds.Incident);
        Map(endpoints, "work-orders", "followWorkOrders", "Work orders", CaseKinds.WorkOrder);
    }

    private static void Map(IEndpointRouteBuilder endpoints, string name, string id, string tag, string kind) => endpoints.Get(
        $"/api/feed/{name}",
        (HttpContext context, IGrainFactory grains, LiveFeeds feeds) => Read(context, kind, grains, feeds),
        new ApiOperation(
            id, tag, $"Follow {tag.ToLowerInvariant()}",
            "Server-sent events, one for everything that happens: which, its version, who, when, what. To go on, send the id of the last "
            + "event (browsers do it by themselves); 0 begins with the first of all.")
        {
            IsStream = true,
            AnswerTypes = [ApiJson.Events],
            SuccessMeans = "Events, until the reader leaves.",
            AnswerExample = $"id: 97\nevent: {kind}\ndata: {{\"position\":97,\"id\":\"1.7.120044.0\",\"what\":\"acknowledged\"}}\n\n",
        });

    private static async Task<IResult> Read(HttpContext context, string kind, IGrainFactory grains, LiveFeeds feeds)
    {
        _ = QueryValues.Of(context);
        var lastId = context.Request.Headers[EventStream.LastEventId].ToString();
        long? after = null;
        if (lastId.Length > 0)
        {
            after = long.TryParse(lastId, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                ? position : throw Unknown(lastId);
        }

        using var seat = feeds.Enter();
        var feed = grains.GetGrain<ICaseFeedGrain>(0);
        var now = await feed.Now();
        if (after > now)
        {
            throw Unknown(lastId);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, feeds.Stopping);
        await using var news = feed.Changes([kind], after ?? now, either.Token).GetAsyncEnumerator(either.Token);
        await Write(context, news, after ?? now, feeds, either.Token);
        return Results.Empty;
    }

    private static async Task Write(
        HttpContext context, IAsyncEnumerator<CaseNews> news, long position, LiveFeeds feeds, CancellationToken stop)
    {
        var stream = new EventStream(context);
        await stream.Start(Id(position));
        try
        {
            while (true)
            {
                var next = news.MoveNextAsync().AsTask();
                while (!await feeds.Ends(next, stop))
                {
                    stream.SignOfLife();
                    await stream.Flush();
                }

                if (!await next)
                {
                    return;
                }

                position = news.Current.Position;
                stream.Event(news.Current.Kind, Id(position), json => Say(json, news.Current));
                await stream.Flush();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left, or the city stops.
        }
        catch (Exception problem)
        {
            LiveFeeds.Count("fault");
            stream.Event("problem", Id(position), json =>
                JsonSerializer.Serialize(json, feeds.Teller.Tell(context, problem), ApiJson.Options));
            await stream.Flush();
        }
    }

    private static void Say(Utf8JsonWriter json, CaseNews news)
    {
        json.WriteStartObject();
        json.WriteNumber("position", news.Position);
        json.WriteString("kind", news.Kind);
        json.WriteString("id", news.Id);
        json.WriteNumber("version", news.Version);
        json.WriteString("at", news.At);
        json.WriteString("actor", news.Actor);
        json.WriteString("what", news.What);
        json.WritePropertyName("body");
        json.WriteRawValue(news.Body);
        json.WriteEndObject();
    }

    private static string Id(long position) => position.ToString(CultureInfo.InvariantCulture);

    private static RefusedException Unknown(string lastId) => new(
        ProblemKind.InvalidRequest, $"Expected the id of an event of this feed, got {Short.Quote(lastId)}.",
        $"header {EventStream.LastEventId}");
}
