using CityActors.Twins;
using Orleans.Streams;

namespace CityActors.Cluster.Tests.Reading;

/// <summary>A subscriber that remembers what it saw up to a last change.</summary>
internal sealed class StreamWitness(Func<TwinChange, bool> isLast) : IAsyncObserver<TwinChange>
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it saw; complete when <see cref="Done"/>.</summary>
    public List<TwinChange> Seen { get; } = [];

    /// <summary>Ends with the last change.</summary>
    public Task Done => done.Task;

    /// <inheritdoc/>
    public Task OnNextAsync(TwinChange item, StreamSequenceToken? token = null)
    {
        if (!done.Task.IsCompleted)
        {
            Seen.Add(item);
            if (isLast(item))
            {
                done.TrySetResult();
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        done.TrySetException(ex);
        return Task.CompletedTask;
    }
}
