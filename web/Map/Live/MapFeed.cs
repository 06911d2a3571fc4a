using CityActors.Map;

namespace CityActors.Web.Map.Live;

/// <summary>
/// Keeps one open map up to date. A view of few cells is read once and then followed through the streams of its cells, drawn in
/// batches; a wider one is read every few seconds and drawn in clusters. One loop does all of it, so that nothing overtakes.
/// </summary>
internal sealed class MapFeed(IGrainFactory grains, CellHub hub, IMapScreen screen, MapFeedOptions options, TimeProvider time)
{
    private readonly PendingChanges pending = new(options.PendingMax);
    private readonly ShownTwins shown = new(options.PointsMax, options.FreshMax);
    private readonly HashSet<long> followed = [];
    private MapLook? wanted;
    private MapLook? drawn;
    private DateTimeOffset readAgainAt;
    private MapFeedState told;

    /// <summary>Twins shown; read it between batches.</summary>
    public IReadOnlyCollection<MapPoint> Shown => shown.All;

    /// <summary>Another view; the last one counts.</summary>
    public void Look(MapLook look) => Volatile.Write(ref wanted, look);

    /// <summary>Runs until the page is left.</summary>
    public async Task Run(CancellationToken left)
    {
        using var timer = new PeriodicTimer(options.Batch, time);
        try
        {
            while (await timer.WaitForNextTickAsync(left))
            {
                await Turn(left);
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
        }
        catch (Microsoft.JSInterop.JSDisconnectedException)
        {
            // The browser is gone; the page is left in a moment.
        }
        finally
        {
            await Leave([.. followed]);
        }
    }

    private async Task Turn(CancellationToken left)
    {
        if (Volatile.Read(ref wanted) is not { } look)
        {
            return;
        }

        try
        {
            var changes = pending.Take(out var wasLost);
            if (wasLost || !ReferenceEquals(look, drawn) || time.GetUtcNow() >= readAgainAt)
            {
                await Read(look, wasLost, left);
            }
            else if (told.IsLive && shown.Fold(changes.Values, look) is { IsEmpty: false } batch)
            {
                await screen.Apply(batch, left);
                await Say(told with { Shown = shown.Count });
            }
        }
        catch (Exception problem) when (!left.IsCancellationRequested && problem is not Microsoft.JSInterop.JSDisconnectedException)
        {
            // The city is asked again; the page says so meanwhile. A view that was half read counts as not read.
            drawn = null;
            await Say(told with { Trouble = true });
            await Task.Delay(options.Retry, time, left);
        }
    }

    // First follow, then read: what happens between the two is heard and drawn after what was read.
    private async Task Read(MapLook look, bool wasLost, CancellationToken left)
    {
        var cells = MapCell.Within(look.West, look.South, look.East, look.North, options.CellsMax);
        if (wasLost || drawn is null)
        {
            await Leave([.. followed]);
        }

        await Follow(cells ?? []);
        var points = look.Types.IsEmpty
            ? []
            : await grains.GetGrain<IMapGrain>(0).Within(
                new MapView(look.West, look.South, look.East, look.North, look.Types, options.PointsMax));
        shown.Replace(points);
        await screen.Replace(shown.All, cells is null, left);
        drawn = look;
        readAgainAt = time.GetUtcNow() + (cells is null ? options.Overview : options.Refresh);
        await Say(new MapFeedState(cells is not null, shown.Count, points.Length >= options.PointsMax, false, pending.Dropped));
    }

    private async Task Follow(IReadOnlyCollection<long> cells)
    {
        var wantedCells = cells.ToHashSet();
        var fresh = wantedCells.Where(cell => followed.Add(cell)).ToArray();
        await Task.WhenAll(fresh.Select(cell => hub.Follow(cell, pending)));
        await Leave([.. followed.Where(cell => !wantedCells.Contains(cell))]);
    }

    private async Task Leave(long[] cells)
    {
        followed.ExceptWith(cells);
        await Task.WhenAll(cells.Select(cell => hub.Leave(cell, pending)));
    }

    private Task Say(MapFeedState state)
    {
        if (state == told)
        {
            return Task.CompletedTask;
        }

        told = state;
        return screen.Say(state);
    }
}
