using System.Text.Json;
using CityActors.Streams;
using CityActors.Twins;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Live;

/// <summary>
/// Writes the changes of some map cells as server-sent events. Changes that wait are written as one event with one id: a reader has all
/// of them or none, so he goes on after it without gap or repeat.
/// </summary>
internal sealed class CellFeed(HttpContext context, IReadOnlyList<long> cells, IReadOnlySet<string> types, CellProgress progress,
    LiveFeeds feeds)
{
    private const int ChangesMost = 500;
    private readonly EventStream stream = new(context);
    private readonly HashSet<long> followed = [.. cells];
    private readonly List<TwinChange> changes = [];
    private string lastId = progress.ToString();

    /// <summary>Runs until the reader leaves or the streams end.</summary>
    public async Task Run(IClusterClient client)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, feeds.Stopping);
        await using var subscriptions = await CellSubscriptions.Open(client, cells, progress, feeds);
        await stream.Start(progress.ToString());
        var writing = Write(subscriptions, either.Token);

        // A reader who takes nothing leaves the writer waiting inside the connection: only its end wakes it.
        if (await Task.WhenAny(writing, subscriptions.Changes.Completion) != writing && IsSlow(subscriptions))
        {
            LiveFeeds.Count("slow");
            context.Abort();
        }

        await writing;
    }

    private static bool IsSlow(CellSubscriptions subscriptions) =>
        subscriptions.Changes.Completion.Exception?.InnerException is SlowReaderException;

    private async Task Write(CellSubscriptions subscriptions, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var next = subscriptions.Changes.WaitToReadAsync(stop).AsTask();
                while (!await feeds.Ends(next, stop))
                {
                    stream.SignOfLife();
                    await stream.Flush();
                }

                if (!await next)
                {
                    return;
                }

                await Take(subscriptions);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left, or the city stops.
        }
        catch (SlowReaderException)
        {
            // He is disconnected by whoever counts him.
        }
        catch (ChangesGoneException gone)
        {
            LiveFeeds.Count("gone");
            await Tell("gone", "", gone);
        }
        catch (Exception problem)
        {
            LiveFeeds.Count("fault");
            await Tell("problem", Id(), problem);
        }
    }

    private async Task Take(CellSubscriptions subscriptions)
    {
        changes.Clear();
        while (changes.Count < ChangesMost && subscriptions.Changes.TryRead(out var next))
        {
            progress.Reach(next.Cell, next.Token);
            if (IsForReader(next))
            {
                changes.Add(next.Change);
            }
        }

        if (changes.Count == 0)
        {
            return;
        }

        stream.Event("changes", Id(), json =>
        {
            json.WriteStartArray();
            foreach (var change in changes)
            {
                ChangeWriter.Write(json, change);
            }

            json.WriteEndArray();
        });
        await stream.Flush();
    }

    // A twin that goes from one cell to another is told in both: where both are followed, the one it is in now tells it.
    private bool IsForReader(in CellChange next) =>
        (types.Count == 0 || types.Contains(TwinId.TypeOf(next.Change.Twin)))
        && (next.Change.Cell == next.Cell || !followed.Contains(next.Change.Cell));

    // An id too long for a header is not sent: the reader then goes on from an older one, and sees some changes again.
    private string Id() => progress.ToString() is { Length: <= CellProgress.LengthMax } id ? lastId = id : lastId;

    private async Task Tell(string name, string id, Exception problem)
    {
        stream.Event(name, id, json => JsonSerializer.Serialize(json, feeds.Teller.Tell(context, problem), ApiJson.Options));
        await stream.Flush();
    }
}
