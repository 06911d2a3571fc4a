namespace CityActors.Simulators.Sending;

/// <summary>Pauses between attempts: doubled from 100 ms to 5 s, back to the start after a success; gives up after a while.</summary>
/// <param name="time">Clock.</param>
/// <param name="patience">How long to try without success.</param>
internal sealed class Backoff(TimeProvider time, TimeSpan patience)
{
    /// <summary>First pause.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private long? failingSince;
    private TimeSpan next = First;

    /// <summary>An attempt succeeded.</summary>
    public void Succeeded()
    {
        failingSince = null;
        next = First;
    }

    /// <summary>An attempt failed: waits before the next one.</summary>
    /// <param name="what">What is tried, for the sentence.</param>
    /// <param name="reason">Why it failed.</param>
    /// <param name="atLeast">Pause the city asked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LinkFailedException">Patience has come to an end.</exception>
    public Task Failed(string what, Exception? reason, TimeSpan atLeast, CancellationToken cancellationToken)
    {
        failingSince ??= time.GetTimestamp();
        var failing = time.GetElapsedTime(failingSince.Value);
        if (failing >= patience)
        {
            throw new LinkFailedException($"{what} failed for {failing.TotalSeconds:F0} s: {reason?.Message ?? "no answer"}", reason);
        }

        var pause = next > atLeast ? next : atLeast;
        next = next * 2 < Longest ? next * 2 : Longest;
        return Task.Delay(pause, time, cancellationToken);
    }
}
