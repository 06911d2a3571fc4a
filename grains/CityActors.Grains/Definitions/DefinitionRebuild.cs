using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Log;

namespace CityActors.Grains.Definitions;

/// <summary>
/// Makes the projection of definitions anew: empties it and lets it follow the change log from its beginning, with the state of the
/// shards for what is retained no more (older versions than that are lost to lists, never to the city).
/// </summary>
public sealed class DefinitionRebuild
{
    private readonly IDefinitionStore store;
    private readonly DefinitionFollower follower;
    private readonly WatermarkWait wait;
    private readonly ICityLog log;

    internal DefinitionRebuild(IDefinitionStore store, DefinitionFollower follower, WatermarkWait wait, ICityLog log) =>
        (this.store, this.follower, this.wait, this.log) = (store, follower, wait, log);

    /// <summary>Rebuilds; the silo must be running.</summary>
    /// <param name="cancellationToken">Gives up; the follower goes on by itself then.</param>
    public async Task Run(CancellationToken cancellationToken)
    {
        var ends = Enumerable.Range(0, log.Partitions)
            .Select(partition => new LogPosition(log.Generation, partition, log.Committed(partition))).ToList();
        await follower.Anew(() => store.Reset(cancellationToken), cancellationToken);
        foreach (var end in ends)
        {
            while (!await HasReached(end, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    // A long change log takes longer than a reader would wait.
    private async Task<bool> HasReached(LogPosition end, CancellationToken cancellationToken)
    {
        try
        {
            await wait.Until(end, "definitions", () => store.Watermark(end.Partition, cancellationToken));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
