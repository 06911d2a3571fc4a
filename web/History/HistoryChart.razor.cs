using System.Globalization;
using CityActors.History;
using CityActors.Twins.Channels;
using CityActors.Web.Console;
using CityActors.Web.Twins;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CityActors.Web.History;

/// <summary>
/// The line of one channel over a span. The server thins it so that the smallest and the largest of each piece stay; new readings
/// are added as they come.
/// </summary>
public sealed partial class HistoryChart : ComponentBase, IAsyncDisposable
{
    private const string Module = "./_content/CityActors.Web/dist/chart.js";
    private const int PointsMax = 1_000;

    // A device may be ahead of our clock by as much before its readings are set aside.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(5);

    private ElementReference element;
    private IJSObjectReference? module;
    private IJSObjectReference? chart;
    private ChartSpan span = ChartSpan.All[0];
    private HistorySeries? series;
    private DateTimeOffset drawnTo;
    private (double Least, double Most, long Count, long Total) drawn;
    private bool failed;
    private bool isGone;

    /// <summary>URN of the twin.</summary>
    [Parameter]
    [EditorRequired]
    public string Twin { get; set; } = "";

    /// <summary>The channel as it is now; a newer value is added to the line.</summary>
    [Parameter]
    [EditorRequired]
    public ChannelState Channel { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Unit => Values.Unit(TwinWords, series?.Unit ?? Channel.Unit);

    private string Summary => drawn.Count == 0
        ? T["Nothing"]
        : T["Summary", Values.Number(drawn.Least), $"{Values.Number(drawn.Most)} {Unit}".Trim(), Count(drawn.Count), Count(drawn.Total)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        isGone = true;
        try
        {
            if (chart is not null)
            {
                await chart.InvokeVoidAsync("dispose");
                await chart.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and the chart with it.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (chart is not null && series is not null && Channel.ObservedAt > drawnTo && Values.Drawn(Channel.Value) is { } value)
        {
            drawnTo = Channel.ObservedAt;
            Take(value);
            await chart.InvokeVoidAsync("append", Seconds(Channel.ObservedAt), value);
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            await Open();
        }
        catch (Exception problem) when (problem is JSDisconnectedException
            || (isGone && problem is JSException or OperationCanceledException))
        {
            // Another channel or twin was chosen before this chart was there.
        }
    }

    private async Task Open()
    {
        module = await Browser.InvokeAsync<IJSObjectReference>("import", Module);
        chart = await module.InvokeAsync<IJSObjectReference>("create", element, new
        {
            Locale = CultureInfo.CurrentUICulture.Name,
            Zone = CityClock.ZoneId,
            Label = Channel.Name,
            TimeLabel = T["Time"].Value,
            Unit,
            IsStepped = Channel.Value.Kind == ValueKind.Boolean,
        });
        await Show(span);
        StateHasChanged();
    }

    private async Task Show(ChartSpan wanted)
    {
        span = wanted;
        try
        {
            var now = Time.GetUtcNow();
            var query = new HistoryQuery(
                Twin, Channel.Name, now - wanted.Length, now + ClockSlack, null, Aggregate.None, Downsampling.MinMax, PointsMax, null);
            var answer = await Grains.GetGrain<IHistoryGrain>(0).Query(query);
            if (span == wanted && chart is not null && !isGone)
            {
                (series, failed) = (answer, false);
                await Draw(answer);
            }
        }
        catch (Exception problem) when (problem is not JSDisconnectedException and not JSException and not OperationCanceledException)
        {
            // Without the past the line begins with the next reading.
            failed = true;
            series ??= new HistorySeries([], null, 0, false);
            drawn = drawn.Count == 0 ? (double.MaxValue, double.MinValue, 0, 0) : drawn;
        }
    }

    private async Task Draw(HistorySeries answer)
    {
        // A late reading may stand before a newer one of the same moment: the plot wants times that grow.
        var points = answer.Points.Where(static point => point.Quality != Quality.Invalid && Values.Drawn(point.Value) is not null)
            .DistinctBy(static point => point.At).ToArray();
        drawn = (double.MaxValue, double.MinValue, 0, answer.Total - points.Length);
        foreach (var point in points)
        {
            Take(Values.Drawn(point.Value)!.Value);
        }

        drawnTo = points.Length == 0 ? DateTimeOffset.MinValue : points[^1].At;
        await chart!.InvokeVoidAsync(
            "set",
            points.Select(static point => Seconds(point.At)),
            points.Select(static point => Values.Drawn(point.Value)),
            span.Length.TotalSeconds);
        await OnParametersSetAsync();
    }

    private void Take(double value) =>
        drawn = (Math.Min(drawn.Least, value), Math.Max(drawn.Most, value), drawn.Count + 1, drawn.Total + 1);

    private static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    private static double Seconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;
}
