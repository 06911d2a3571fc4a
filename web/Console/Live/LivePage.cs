using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace CityActors.Web.Console.Live;

/// <summary>
/// A page that stays as the city is: what it shows is read again at its pace, after whatever somebody does on it, and when its address
/// changes. What cannot be read is read again; meanwhile the page shows what it knows and says so.
/// </summary>
public abstract partial class LivePage : ComponentBase, IAsyncDisposable
{
    // News is shown at most four times a second, which the eye takes for at once; ages grow once a second.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private CancellationTokenSource left = new();
    private Task ticking = Task.CompletedTask;
    private Task following = Task.CompletedTask;
    private DateTimeOffset readAt;
    private bool hasNews;
    private bool isDeaf;
    private bool isTicking;
    private int asked;
    private int shown;

    /// <summary>Time between two readings when nothing is heard meanwhile.</summary>
    protected virtual TimeSpan Pace => TimeSpan.FromSeconds(2);

    /// <summary>Now, for ages.</summary>
    protected DateTimeOffset Now { get; private set; }

    /// <summary>Whether it was read once.</summary>
    protected bool IsRead { get; private set; }

    /// <summary>Whether the last reading failed; the next one is made at the page's pace.</summary>
    protected bool IsInTrouble { get; private set; }

    /// <summary>Whether something that was asked for here is still being done.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>What came of the last thing that was done here, for people.</summary>
    protected string Message { get; set; } = "";

    /// <summary>Grains of the city.</summary>
    [Inject]
    protected IGrainFactory Grains { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Moves the browser to another page.</summary>
    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Operator Who { get; set; } = null!;

    [Inject]
    private IHostApplicationLifetime City { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ConsoleTexts> Frame { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    /// <summary>
    /// Asks the city for everything the page shows, and answers what puts it on the page: when two readings overlap, the one that was
    /// asked for later counts.
    /// </summary>
    protected abstract Task<Action> Read();

    /// <summary>
    /// Listens to what happens to the things on the page and calls <see cref="Wake"/>, until it is cancelled. When it fails it is begun
    /// anew; meanwhile the page goes on at its pace.
    /// </summary>
    protected virtual Task Listen(CancellationToken leaving) => Task.CompletedTask;

    /// <summary>Something happened: the page is read again with the next beat.</summary>
    protected void Wake() => (hasNews, isDeaf) = (true, false);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        left = CancellationTokenSource.CreateLinkedTokenSource(City.ApplicationStopping);
        Now = Time.GetUtcNow();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        await Refresh();
        if (!isTicking && !left.IsCancellationRequested)
        {
            isTicking = true;
            (ticking, following) = (Tick(), Follow());
        }
    }

    /// <summary>Reads again.</summary>
    protected async Task Refresh()
    {
        var mine = ++asked;
        (readAt, hasNews) = (Time.GetUtcNow(), false);
        try
        {
            var show = await Read();
            if (mine > shown)
            {
                shown = mine;
                show();
                (IsRead, IsInTrouble) = (true, false);
            }
        }
        catch (Exception) when (left.IsCancellationRequested)
        {
            // The page was left meanwhile.
        }
        catch (Exception problem)
        {
            if (!IsInTrouble)
            {
                LogRead(Loggers.CreateLogger(GetType()), problem, GetType().Name);
            }

            IsInTrouble = true;
        }
    }

    /// <summary>
    /// Does something in the operator's name, says what came of it, and reads again. An error is said as such and written to the log.
    /// </summary>
    /// <param name="act">What to do; answers what to say.</param>
    protected async Task Act(Func<Task<string>> act)
    {
        if (IsBusy)
        {
            return;
        }

        (IsBusy, Message) = (true, "");
        try
        {
            Who.Sign();
            Message = await act();
        }
        catch (Exception problem) when (!left.IsCancellationRequested)
        {
            LogAct(Loggers.CreateLogger(GetType()), problem, GetType().Name);
            Message = Frame["ActFailed"];
        }
        finally
        {
            IsBusy = false;
        }

        await Refresh();
    }

    /// <summary>Puts a part of the address in another's place, so that what is shown can be passed on and gone back to.</summary>
    /// <param name="name">Name of the part.</param>
    /// <param name="value">Its value; null or empty takes it out.</param>
    protected void Filter(string name, string? value) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value.Trim()), replace: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await left.CancelAsync();
        await Task.WhenAll(ticking, following);
        left.Dispose();
    }

    private async Task Tick()
    {
        using var timer = new PeriodicTimer(Beat, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(left.Token))
            {
                var isDue = hasNews || Time.GetUtcNow() - readAt >= Pace;
                if (isDue)
                {
                    await Refresh();
                }

                if (isDue || Time.GetUtcNow() - Now >= Second)
                {
                    Now = Time.GetUtcNow();
                    StateHasChanged();
                }
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
        }
    }

    private async Task Follow()
    {
        while (!left.IsCancellationRequested)
        {
            try
            {
                await Listen(left.Token);
                return;
            }
            catch (Exception problem) when (!left.IsCancellationRequested)
            {
                if (!isDeaf)
                {
                    LogListen(Loggers.CreateLogger(GetType()), problem, GetType().Name);
                }

                isDeaf = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Retry, Time, left.Token).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What {Page} shows cannot be read; it is read again.")]
    private static partial void LogRead(ILogger logger, Exception problem, string page);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Page} hears no news; it listens anew.")]
    private static partial void LogListen(ILogger logger, Exception problem, string page);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was asked for on {Page} could not be done.")]
    private static partial void LogAct(ILogger logger, Exception problem, string page);
}
