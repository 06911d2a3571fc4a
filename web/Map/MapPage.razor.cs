using System.Collections.Immutable;
using System.Globalization;
using CityActors.Map;
using CityActors.Registry;
using CityActors.Twins;
using CityActors.Web.Console;
using CityActors.Web.Map.Ground;
using CityActors.Web.Map.Legend;
using CityActors.Web.Map.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace CityActors.Web.Map;

/// <summary>
/// The live map with its legend and the panel of the chosen twin. The address says what is looked at: <c>lng</c>, <c>lat</c>, <c>z</c>
/// and <c>twin</c>.
/// </summary>
public sealed partial class MapPage : ComponentBase, IAsyncDisposable
{
    private const int ListMax = 100;
    private const int TypesMax = 100;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GroundSoon = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan GroundLater = TimeSpan.FromSeconds(60);

    private readonly HashSet<string> hidden = new(StringComparer.Ordinal);
    private CancellationTokenSource left = new();
    private ElementReference element;
    private DotNetObjectReference<MapPage>? self;
    private MapScreen? screen;
    private MapFeed? feed;
    private Task running = Task.CompletedTask;
    private MapCamera? camera;
    private MapFeedState state;
    private ImmutableArray<TypeCount> types = [];
    private IReadOnlyList<MapPoint> inView = [];
    private TwinState? chosen;
    private string? marked;
    private DateTimeOffset groundDue;
    private bool isLooking;
    private bool isEmpty;
    private bool failed;

    /// <summary>URN of the chosen twin.</summary>
    [SupplyParameterFromQuery(Name = "twin")]
    public string? Twin { get; set; }

    /// <summary>Middle of the view, WGS 84 degrees.</summary>
    [SupplyParameterFromQuery(Name = "lng")]
    public double? Longitude { get; set; }

    /// <summary>Middle of the view, WGS 84 degrees.</summary>
    [SupplyParameterFromQuery(Name = "lat")]
    public double? Latitude { get; set; }

    /// <summary>Zoom of the view.</summary>
    [SupplyParameterFromQuery(Name = "z")]
    public double? Zoom { get; set; }

    private bool HasRoads => types.Any(static type => type.Type == CityGround.RoadSegment);

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private CityFigures Figures { get; set; } = null!;

    [Inject]
    private CityGround Ground { get; set; } = null!;

    [Inject]
    private CellHub Hub { get; set; } = null!;

    [Inject]
    private MapAddress Address { get; set; } = null!;

    [Inject]
    private IHostApplicationLifetime City { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<MapPage> Logger { get; set; } = null!;

    /// <summary>Called by the browser when the view has come to rest.</summary>
    [JSInvokable]
    public void Look(MapCamera view)
    {
        camera = view;
        LookAgain();
        Address.Look(view);
    }

    /// <summary>Called by the browser, and by lists, when a twin was chosen.</summary>
    [JSInvokable]
    public void Choose(string id)
    {
        if (TwinId.IsValid(id) && id != Address.Twin)
        {
            Address.Choose(id);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await left.CancelAsync();
        await running;
        if (screen is not null)
        {
            await screen.DisposeAsync();
        }

        self?.Dispose();
        left.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => left = CancellationTokenSource.CreateLinkedTokenSource(City.ApplicationStopping);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Twin = TwinId.IsValid(Twin) ? Twin : null;
        Address.Arrive(Twin);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            try
            {
                await Open();
            }
            catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException || left.IsCancellationRequested)
            {
                // The page was left before there was a map.
            }
            catch (JSException problem)
            {
                // A browser without WebGL has no map; lists, search and panel still work.
                LogMapFailed(Logger, problem);
                failed = true;
                StateHasChanged();
            }
        }
        else if (screen is not null && marked is not null && Twin is null)
        {
            marked = null;
            await screen.Select(null, null, null);
        }
    }

    private async Task Open()
    {
        await ReadTypes();
        groundDue = Time.GetUtcNow() + GroundSoon;
        self = DotNetObjectReference.Create(this);
        var start = MapStart.Of(T, types, Longitude, Latitude, Zoom);
        screen = await MapScreen.Open(Browser, element, self, start, Say);
        if (Longitude is null && Twin is null && await Ground.Bounds() is { } box)
        {
            await screen.Fit(box);
        }

        await Mark();

        feed = new MapFeed(Grains, Hub, screen, new MapFeedOptions(), Time);
        LookAgain();
        running = Task.WhenAll(feed.Run(left.Token), Tick());
    }

    // Every other second: types that are new, and the list of what is in view.
    private async Task Tick()
    {
        using var timer = new PeriodicTimer(Pace, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(left.Token))
            {
                await InvokeAsync(async () =>
                {
                    await ReadTypes();
                    await (HasRoads && screen is not null ? screen.RefreshTraffic() : ValueTask.CompletedTask);
                    ListInView();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
        }
    }

    private async Task ReadTypes()
    {
        try
        {
            var now = await Figures.Types();
            var isNew = !now.Select(static type => type.Type).SequenceEqual(types.Select(static type => type.Type));
            var grew = !now.SequenceEqual(types);
            types = now;
            isEmpty = types.IsEmpty;
            if (screen is not null && isNew)
            {
                await screen.Colour(MapStart.ColoursOf(types));
                LookAgain();
            }

            if (screen is not null && (grew || Time.GetUtcNow() >= groundDue))
            {
                // Once more a little later: what is said of zones and roads just now may be on its way to the registry.
                groundDue = Time.GetUtcNow() + (grew ? GroundSoon : GroundLater);
                await screen.RefreshGround();
            }
        }
        catch (Exception problem) when (problem is not JSException and not JSDisconnectedException and not OperationCanceledException)
        {
            // The feed says that the city cannot be asked; the legend keeps what it knows.
            LogTypesFailed(Logger, problem);
        }
    }

    private void LookAgain()
    {
        if (camera is { } view && feed is not null)
        {
            isLooking = true;
            var shown = types.Select(static type => type.Type).Where(type => !TypeLook.Ground.Contains(type) && !hidden.Contains(type));
            feed.Look(new MapLook(view.West, view.South, view.East, view.North, [.. shown.Take(TypesMax)]));
        }
    }

    private void Toggle(string type)
    {
        if (!hidden.Remove(type))
        {
            hidden.Add(type);
        }

        LookAgain();
    }

    private Task Say(MapFeedState now) => InvokeAsync(() =>
    {
        var isOther = now.IsLive != state.IsLive || now.Trouble != state.Trouble || now.IsCut != state.IsCut || inView.Count == 0;
        state = now;
        if (isOther)
        {
            ListInView();
            StateHasChanged();
        }
    });

    private void ListInView() => inView = feed is null
        ? []
        : [.. feed.Shown.OrderBy(static point => point.Name ?? point.Id, StringComparer.CurrentCultureIgnoreCase).Take(ListMax)];

    private void Close() => Address.Choose(null);

    private Task Place(TwinState twin)
    {
        chosen = twin;
        return Mark();
    }

    // The panel may know where the twin is before there is a map, and the other way round.
    private async Task Mark()
    {
        if (screen is not null && chosen is { } twin && twin.Id == Twin && twin.Id != marked)
        {
            marked = twin.Id;
            await screen.Select(twin.Id, twin.Longitude, twin.Latitude);
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The map cannot be drawn in this browser.")]
    private static partial void LogMapFailed(ILogger logger, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Types cannot be read; the legend keeps what it knows.")]
    private static partial void LogTypesFailed(ILogger logger, Exception problem);
}
