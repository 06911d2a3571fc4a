using Microsoft.Extensions.Logging;

namespace CityActors.Grains.Loops;

/// <summary>
/// Owns the background loops: starts them when the silo is active, starts one again that failed, and stops them before the silo
/// stops.
/// </summary>
internal sealed partial class CityLoops(IEnumerable<ICityLoop> loops, TimeProvider time, ILogger<CityLoops> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestartAfterMax = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(CityLoops), ServiceLifecycleStage.ApplicationServices, Prepare, static _ => Task.CompletedTask);
        lifecycle.Subscribe(nameof(CityLoops), ServiceLifecycleStage.Active, Start, Stop);
    }

    private async Task Prepare(CancellationToken cancellationToken)
    {
        foreach (var loop in loops)
        {
            await loop.Prepare(cancellationToken);
        }
    }

    private Task Start(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(loops.Select(Keep));
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await running.WaitAsync(cancellationToken);
    }

    private async Task Keep(ICityLoop loop)
    {
        await Task.Yield(); // the silo's start goes on meanwhile; no grain's scheduler is current here
        var backoff = new Backoff(RestartAfter, RestartAfterMax, time);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await loop.Run(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception wrong)
            {
                CityMeters.LoopFailed(loop.Name);
                LogFailed(logger, wrong, loop.Name);
                await backoff.PauseOrStop(stop.Token);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The loop '{Loop}' failed; it starts again after a pause.")]
    private static partial void LogFailed(ILogger logger, Exception wrong, string loop);
}
