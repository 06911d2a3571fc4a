using System.Text.Encodings.Web;
using System.Text.Json;
using CityActors.Map;
using CityActors.Web.Map.Ground;
using CityActors.Web.Map.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CityActors.Web.Map;

/// <summary>The map in somebody's browser.</summary>
internal sealed class MapScreen : IMapScreen, IAsyncDisposable
{
    private const string Module = "./_content/CityActors.Web/dist/map.js";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly IJSObjectReference module;
    private readonly IJSObjectReference map;
    private readonly Func<MapFeedState, Task> say;

    private MapScreen(IJSObjectReference module, IJSObjectReference map, Func<MapFeedState, Task> say) =>
        (this.module, this.map, this.say) = (module, map, say);

    /// <summary>Makes a map in an element; when this returns, it shows its ground and takes twins.</summary>
    public static async Task<MapScreen> Open(
        IJSRuntime browser, ElementReference element, object listener, MapStart options, Func<MapFeedState, Task> say)
    {
        var module = await browser.InvokeAsync<IJSObjectReference>("import", Module);
        var map = await module.InvokeAsync<IJSObjectReference>("create", element, listener, options);
        await map.InvokeVoidAsync("ready");
        return new MapScreen(module, map, say);
    }

    /// <inheritdoc/>
    public async Task Replace(IReadOnlyCollection<MapPoint> points, bool isClustered, CancellationToken left)
    {
        // Thousands of points are more than a message may hold: the browser takes them as a stream, which closes itself when it has
        // been taken.
        var rows = points.Select(static point => new object?[] { point.Id, point.Longitude, point.Latitude, point.Name });
        var stream = new DotNetStreamReference(new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(rows, Readable)));
        await map.InvokeVoidAsync("replace", left, stream, isClustered);
    }

    /// <inheritdoc/>
    public Task Apply(MapBatch batch, CancellationToken left) => map.InvokeVoidAsync("apply", left, batch).AsTask();

    /// <inheritdoc/>
    public Task Say(MapFeedState state) => say(state);

    /// <summary>Marks a twin and brings it into view.</summary>
    public ValueTask Select(string? id, double? longitude, double? latitude) => map.InvokeVoidAsync("select", id, longitude, latitude);

    /// <summary>Shows a box.</summary>
    public ValueTask Fit(MapBounds box) => map.InvokeVoidAsync("fit", box.West, box.South, box.East, box.North);

    /// <summary>Gives types their colours.</summary>
    public ValueTask Colour(IReadOnlyList<TypeColour> colours) => map.InvokeVoidAsync("colour", colours);

    /// <summary>Reads zones and roads anew.</summary>
    public ValueTask RefreshGround() => map.InvokeVoidAsync("refreshGround", "/");

    /// <summary>Reads how roads flow anew.</summary>
    public ValueTask RefreshTraffic() => map.InvokeVoidAsync("refreshTraffic", "/");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await map.InvokeVoidAsync("dispose");
            await map.DisposeAsync();
            await module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and the map with it.
        }
    }
}
