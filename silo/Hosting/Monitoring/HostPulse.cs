using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Web.Console;

namespace CityActors.Silo.Hosting.Monitoring;

/// <summary>How the city in this process stands, for the status line of the console.</summary>
internal sealed class HostPulse(ICityLog log, ShardProgress progress, TimeProvider time) : ICityPulse
{
    /// <inheritdoc/>
    public CityPulse Read()
    {
        var failure = log.Status.Failure;
        return new CityPulse(
            progress.AllCaughtUp && failure is null, progress.WorstLagMs(time.GetUtcNow().ToUnixTimeMilliseconds()), failure);
    }
}
