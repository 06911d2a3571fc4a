using CityActors.Grains.History;
using CityActors.Silo.Storage;

namespace CityActors.Silo.History.Writing;

/// <summary>Rows of a partition that wait to be written together with others.</summary>
internal sealed class HistoryJob(int partition, HistoryBatch batch, long upTo, CancellationToken cancellationToken)
    : GroupJob(cancellationToken)
{
    /// <summary>The partition.</summary>
    public int Partition { get; } = partition;

    /// <summary>Rows and channels; nobody changes them before the job is done.</summary>
    public HistoryBatch Batch { get; } = batch;

    /// <summary>Where the watermark goes.</summary>
    public long UpTo { get; } = upTo;

    /// <inheritdoc/>
    public override int Weight { get; } = batch.Rows.Count + batch.Channels.Count + 1;
}
