using CityActors.Twins;
using Orleans.Streams;

namespace CityActors.Streams;

/// <summary>Passes on the changes that lie after what was passed on before, partition by partition.</summary>
internal sealed class OnceObserver : IAsyncObserver<TwinChange>
{
    private readonly IAsyncObserver<TwinChange> observer;
    private readonly Dictionary<(int Generation, int Partition), long> marks = [];

    public OnceObserver(IAsyncObserver<TwinChange> observer, ChangeToken? after)
    {
        this.observer = observer;
        for (var partition = 0; partition < (after?.Partitions ?? 0); partition++)
        {
            marks[(after!.Generation, partition)] = after.MarkOf(partition);
        }
    }

    /// <inheritdoc/>
    public async Task OnNextAsync(TwinChange item, StreamSequenceToken? token = null)
    {
        var partition = (item.Position.Generation, item.Position.Partition);
        var mark = ChangeMark.Of(item.Position.Sequence, item.Index);
        if (mark > marks.GetValueOrDefault(partition))
        {
            await observer.OnNextAsync(item, token);
            marks[partition] = mark;
        }
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => observer.OnErrorAsync(ex);
}
