namespace CityActors.Grains.Loops;

/// <summary>Pauses after failures: they double from the first to the longest, and start over after a success.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private int failures;

    /// <summary>Waits a pause; the next one is twice as long.</summary>
    public Task Pause(CancellationToken cancellationToken)
    {
        var pause = Math.Min(first.TotalMilliseconds * Math.Pow(2, Math.Min(failures++, 30)), longest.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(pause), time, cancellationToken);
    }

    /// <summary>Waits a pause; when cancelled, it ends early and says nothing of it: the caller looks himself.</summary>
    public async Task PauseOrStop(CancellationToken cancellationToken)
    {
        try
        {
            await Pause(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller's loop ends by its own condition.
        }
    }

    /// <summary>All is well again.</summary>
    public void Reset() => failures = 0;
}
