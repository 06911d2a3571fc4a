using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Admission;

/// <summary>Whether readings are accepted now.</summary>
internal enum AdmissionState
{
    /// <summary>They are.</summary>
    Open = 0,

    /// <summary>The fold lags: come again in a second.</summary>
    Lagging,

    /// <summary>Shards replay the log after a start: come again later.</summary>
    Replaying,

    /// <summary>The log accepts nothing: come again later.</summary>
    LogFailed,
}

/// <summary>
/// Nothing is accepted that cannot be folded soon. HTTP asks and answers 429 or 503; MQTT waits before it reads on, so that clients
/// are slowed by TCP and by acknowledgements that do not come, and nothing they sent is lost.
/// </summary>
internal sealed class FoldAdmission(ICityLog log, ShardProgress progress, IOptions<AdmissionOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly AdmissionOptions limits = options.Value;
    private readonly Lock gate = new();
    private Task? opening;

    /// <summary>How it stands now.</summary>
    public AdmissionState State
    {
        get
        {
            if (log.Status.Failure is not null)
            {
                return AdmissionState.LogFailed;
            }

            if (!progress.AllCaughtUp)
            {
                return AdmissionState.Replaying;
            }

            return progress.WorstLagMs(time.GetUtcNow().ToUnixTimeMilliseconds()) > limits.FoldLagMsMax || BacklogTooLong()
                ? AdmissionState.Lagging
                : AdmissionState.Open;
        }
    }

    /// <summary>Returns when readings are accepted, or the log has failed: that ends no wait by itself.</summary>
    /// <returns>Open or LogFailed.</returns>
    public async ValueTask<AdmissionState> WaitUntilDecided(CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = State;
            if (state is AdmissionState.Open or AdmissionState.LogFailed)
            {
                return state;
            }

            await Opening().WaitAsync(cancellationToken);
        }
    }

    /// <summary>One clock for all who wait, however many they are.</summary>
    private Task Opening()
    {
        lock (gate)
        {
            return opening is null or { IsCompleted: true } ? opening = Poll() : opening;
        }
    }

    private async Task Poll()
    {
        while (State is AdmissionState.Lagging or AdmissionState.Replaying)
        {
            await Task.Delay(Pause, time);
        }
    }

    private bool BacklogTooLong()
    {
        for (var partition = 0; partition < progress.Partitions; partition++)
        {
            if (log.Committed(partition) - progress.Folded(partition) > limits.FoldBacklogMax)
            {
                return true;
            }
        }

        return false;
    }
}
