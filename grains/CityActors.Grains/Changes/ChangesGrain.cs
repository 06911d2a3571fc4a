using CityActors.Grains.Log;
using CityActors.Streams;
using Orleans.Concurrency;

namespace CityActors.Grains.Changes;

/// <summary>Says how far the change log has come.</summary>
[StatelessWorker]
internal sealed class ChangesGrain(IChangeLog changes, ICityLog log) : Grain, IChangesGrain
{
    /// <inheritdoc/>
    public Task<ChangeToken> Now() => Task.FromResult(new ChangeToken(
        log.Generation, [.. Enumerable.Range(0, log.Partitions).Select(each => ChangeMark.After(changes.Watermark(each)))]));
}
