using System.Text.Json;
using CityActors.Commands;
using CityActors.Streams;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Live;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Commands;

/// <summary>
/// Commands as they change. A new reader begins at now; one who comes again goes on after the last event he had: nothing is left out,
/// nothing comes twice.
/// </summary>
internal static class CommandFeed
{
    private const int ChangesMost = 200;

    // Shorter than a sign of life is due, so that one follows the other.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    /// <summary>Maps the feed.</summary>
    public static void MapCommandFeed(this IEndpointRouteBuilder endpoints) =>
        endpoints.Get("/api/commands/changes", Read, CommandOperations.Follow);

    private static async Task<IResult> Read(HttpContext context, IGrainFactory grains, LiveFeeds feeds)
    {
        var twin = QueryValues.Of(context).Text("twin") is { } text ? TwinPath.Read(text, "query twin") : null;
        var lastId = context.Request.Headers[EventStream.LastEventId].ToString();
        ChangeToken? token = null;
        if (lastId.Length > 0 && !ChangeToken.TryParse(lastId, out token))
        {
            throw new RefusedException(
                ProblemKind.InvalidRequest, $"Expected the id of an event of this feed, got {Short.Quote(lastId)}.",
                $"header {EventStream.LastEventId}");
        }

        using var seat = feeds.Enter();
        var commands = grains.GetGrain<ICommandsGrain>(0);
        token ??= (await commands.News(null, twin, 1, TimeSpan.Zero)).Token;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, feeds.Stopping);
        var stream = new EventStream(context);
        await stream.Start(token.ToString());
        await Write(context, stream, commands, token, twin, feeds, either.Token);
        return Results.Empty;
    }

    private static async Task Write(
        HttpContext context, EventStream stream, ICommandsGrain commands, ChangeToken token, string? twin, LiveFeeds feeds,
        CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var news = await commands.News(token, twin, ChangesMost, WaitMax).WaitAsync(stop);
                token = news.Token;
                if (news.Commands.IsEmpty)
                {
                    stream.Id(token.ToString());
                }
                else
                {
                    stream.Event("commands", token.ToString(), json => JsonSerializer.Serialize(
                        json, news.Commands.Select(CommandDocument.Of), ApiJson.Options));
                }

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
            stream.Event(isGone ? "gone" : "problem", isGone ? "" : token.ToString(), json =>
                JsonSerializer.Serialize(json, feeds.Teller.Tell(context, problem), ApiJson.Options));
            await stream.Flush();
        }
    }
}
