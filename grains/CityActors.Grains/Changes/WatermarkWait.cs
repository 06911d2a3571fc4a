using CityActors.Log;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Changes;

/// <summary>
/// Waits until a projection has reached a position. It asks the projection itself, because the follower that moves it may run in
/// another process.
/// </summary>
internal sealed class WatermarkWait(IOptions<FollowerOptions> options, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends when the projection has reached the position.</summary>
    /// <exception cref="TimeoutException">It did not in time; names both positions.</exception>
    public async ValueTask Until(LogPosition position, string projection, Func<ValueTask<long>> watermark)
    {
        var started = time.GetTimestamp();
        var pause = First;
        while (true)
        {
            var reached = await watermark();
            if (reached >= position.Sequence)
            {
                return;
            }

            if (time.GetElapsedTime(started) >= options.Value.ReadWait)
            {
                throw new TimeoutException(
                    $"Waited {options.Value.ReadWait.TotalSeconds:0.#} s for {position}; the {projection} stands at "
                        + $"{position with { Sequence = reached }}.");
            }

            await Task.Delay(pause, time);
            pause = pause * 2 < Longest ? pause * 2 : Longest;
        }
    }
}
