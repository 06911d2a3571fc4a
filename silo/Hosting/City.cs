using CityActors.Silo.Hosting.Settings;
using CityActors.Silo.Log;

namespace CityActors.Silo.Hosting;

/// <summary>
/// A whole city in this process. Its logs are opened before anything else and closed after everything else: whatever writes, stops
/// first.
/// </summary>
public sealed class City : IAsyncDisposable
{
    private readonly CityLogs logs;
    private readonly ILoggerFactory logging;
    private bool isStarted;

    internal City(WebApplication app, CityLogs logs, ILoggerFactory logging, CityOptions options)
    {
        App = app;
        this.logs = logs;
        this.logging = logging;
        Options = options;
    }

    /// <summary>Settings of the city.</summary>
    public CityOptions Options { get; }

    /// <summary>Everything that is in it.</summary>
    public IServiceProvider Services => App.Services;

    internal WebApplication App { get; }

    /// <summary>Starts the silo, then the doors for devices, then console and API. Returns when all of them listen.</summary>
    /// <exception cref="StartRefusedException">Machine or data do not allow it.</exception>
    public async Task Start(CancellationToken cancellationToken = default)
    {
        try
        {
            await App.StartAsync(cancellationToken);
            isStarted = true;
        }
        catch (Exception refused) when (Refusals.Sentence(refused) is not null)
        {
            throw Refusals.Of(refused);
        }
    }

    /// <summary>Waits for Ctrl+C or a signal to end, and stops in the reverse order.</summary>
    public Task WaitForStop() => App.WaitForShutdownAsync();

    /// <summary>Stops what runs and lets go of the data directory.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Stop();
            await App.DisposeAsync();
        }
        finally
        {
            await logs.DisposeAsync();
            logging.Dispose();
        }
    }

    private async Task Stop()
    {
        try
        {
            await App.StopAsync();
        }
        catch (Exception) when (!isStarted)
        {
            // What began is stopped; what did not begin says that it cannot be, which would hide why the start failed.
        }
    }
}
