using System.Diagnostics.Metrics;
using CityActors.Telemetry;
using CityActors.Web.Api.Problems;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CityActors.Web.Api.Live;

/// <summary>The feeds that are open: so many and no more, and all of them end when the city stops.</summary>
internal sealed class LiveFeeds(IOptions<LiveOptions> options, TimeProvider time, IHostApplicationLifetime life, ProblemTeller teller)
{
    private static readonly Meter Meter = new(CityTelemetry.Source);
    private static readonly UpDownCounter<int> Open = Meter.CreateUpDownCounter<int>(CityTelemetry.LiveFeeds, "{feed}");
    private static readonly Counter<long> Ended = Meter.CreateCounter<long>(CityTelemetry.LiveFeedsEnded, "{feed}");
    private int open;

    /// <summary>Limits.</summary>
    public LiveOptions Options => options.Value;

    /// <summary>Clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Ends when the city stops.</summary>
    public CancellationToken Stopping => life.ApplicationStopping;

    /// <summary>Tells problems.</summary>
    public ProblemTeller Teller => teller;

    /// <summary>Takes a seat; dispose of it at the end.</summary>
    /// <exception cref="RefusedException">All are taken.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref open) > Options.FeedsMax)
        {
            Interlocked.Decrement(ref open);
            Count("full");
            throw new RefusedException(ProblemKind.NotReady, $"{Options.FeedsMax} feeds are open already; come again later.");
        }

        Open.Add(1);
        return new Seat(this);
    }

    /// <summary>Counts a feed that ended other than by its reader.</summary>
    public static void Count(string reason) => Ended.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Waits until something comes.</summary>
    /// <returns>False when nothing came for so long that a sign of life is due.</returns>
    /// <exception cref="OperationCanceledException">The reader left, or the city stops; what was awaited has ended too.</exception>
    public async Task<bool> Ends(Task next, CancellationToken stop)
    {
        try
        {
            await next.WaitAsync(Options.SignOfLifeEvery, time, stop);
            return true;
        }
        catch (TimeoutException) when (!next.IsCompleted)
        {
            return false;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It ends by the same token; whoever disposes of its source must not do so while it runs.
            await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private sealed class Seat(LiveFeeds feeds) : IDisposable
    {
        private LiveFeeds? feeds = feeds;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref feeds, null) is { } left)
            {
                Interlocked.Decrement(ref left.open);
                Open.Add(-1);
            }
        }
    }
}
