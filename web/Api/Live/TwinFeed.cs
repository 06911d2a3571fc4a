using System.Runtime.CompilerServices;
using System.Text.Json;
using CityActors.Streams;
using CityActors.Twins;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using CityActors.Web.Api.Twins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Live;

/// <summary>
/// The changes of one twin as they happen. A new reader is given the twin as it is and then every change after that; one who comes
/// again, every change after the last he had: nothing is left out, nothing comes twice.
/// </summary>
internal static class TwinFeed
{
    private static readonly ApiOperation Operation = new(
        "followTwin", "Twins", "Follow a twin",
        "Server-sent events: 'twin' with the picture of now when the reader is new, then 'change' for every change. To go on, send the id "
        + "of the last event (browsers do it by themselves). 'gone' says that what was to follow is no longer retained: the next request "
        + "starts "
        + "anew.")
    {
        HasTwin = true,
        IsStream = true,
        Refusals = [404],
        AnswerTypes = [ApiJson.Events],
        SuccessMeans = "Events, until the reader leaves.",
        AnswerExample = "id: 1.7.120044.0\nevent: change\ndata: "
            + "{\"twin\":\"urn:ngsi-ld:AirQualityObserved:ben-thanh\",\"kind\":\"channel\"}\n\n",
    };

    /// <summary>Maps the feed.</summary>
    public static void MapTwinFeed(this IEndpointRouteBuilder endpoints) => endpoints.Get("/api/twins/{id}/changes", Read, Operation);

    private static async Task<IResult> Read(HttpContext context, string id, IGrainFactory grains, LiveFeeds feeds)
    {
        _ = QueryValues.Of(context);
        var urn = TwinPath.Read(id, "path id");
        var lastId = context.Request.Headers[EventStream.LastEventId].ToString();
        var progress = default(TwinProgress);
        if (lastId.Length > 0 && !TwinProgress.TryParse(lastId, out progress))
        {
            throw new RefusedException(
                ProblemKind.InvalidRequest, $"Expected the id of an event of this feed, got {Short.Quote(lastId)}.",
                    $"header {EventStream.LastEventId}");
        }

        using var seat = feeds.Enter();
        var twin = (await grains.GetGrain<ITwinsGrain>(0).Read([urn], []))[0];
        if (twin is null && lastId.Length == 0)
        {
            throw new RefusedException(ProblemKind.ResourceNotFound, $"No twin '{urn}' is registered.", "path id");
        }

        progress = lastId.Length > 0 ? progress : new TwinProgress(twin!.Position, null);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, feeds.Stopping);
        await using var changes = grains.GetGrain<IEntityGrain>(urn).Changes(progress.Position, progress.Index, either.Token)
            .GetAsyncEnumerator(either.Token);
        await Write(context, changes, lastId.Length > 0 ? null : twin, progress, feeds, either.Token);
        return Results.Empty;
    }

    private static async Task Write(
        HttpContext context, IAsyncEnumerator<TwinChange> changes, TwinState? twin, TwinProgress progress, LiveFeeds feeds,
            CancellationToken stop)
    {
        var stream = new EventStream(context);
        await stream.Start(progress.ToString());
        if (twin is not null)
        {
            stream.Event("twin", progress.ToString(), json =>
                JsonSerializer.Serialize(json, TwinDocument.Of(twin, feeds.Time.GetUtcNow()), ApiJson.Options));
            await stream.Flush();
        }

        try
        {
            await foreach (var change in Changes(stream, changes, feeds, stop))
            {
                progress = new TwinProgress(change.Position, change.Index);
                stream.Event("change", progress.ToString(), json => ChangeWriter.Write(json, change));
                await stream.Flush();
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
            stream.Event(isGone ? "gone" : "problem", isGone ? "" : progress.ToString(), json =>
                JsonSerializer.Serialize(json, feeds.Teller.Tell(context, problem), ApiJson.Options));
            await stream.Flush();
        }
    }

    private static async IAsyncEnumerable<TwinChange> Changes(
        EventStream stream, IAsyncEnumerator<TwinChange> changes, LiveFeeds feeds, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var next = changes.MoveNextAsync().AsTask();
            while (!await feeds.Ends(next, stop))
            {
                stream.SignOfLife();
                await stream.Flush();
            }

            if (!await next)
            {
                yield break;
            }

            yield return changes.Current;
        }
    }
}
