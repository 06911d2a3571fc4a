namespace CityActors.Grains.Loops;

/// <summary>
/// An endless sequence that can be asked whether its next item is there already, so that a reader can do what is pending before it
/// waits. One reader.
/// </summary>
internal sealed class Feed<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly IAsyncEnumerator<T> items;
    private Task<bool>? moving;

    /// <summary>Opens the sequence.</summary>
    public Feed(Func<CancellationToken, IAsyncEnumerable<T>> open, CancellationToken cancellationToken)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        items = open(stop.Token).GetAsyncEnumerator(stop.Token);
    }

    /// <summary>The item that <see cref="Next"/> went to.</summary>
    public T Current => items.Current;

    /// <summary>Whether the next item (or the end) is there without waiting.</summary>
    public bool IsReady => Moving.IsCompleted;

    /// <summary>Ends when the next item (or the end) is there.</summary>
    public Task WhenReady => Moving;

    private Task<bool> Moving
    {
        get
        {
            if (moving is null)
            {
                // A completed step costs no task: Task<bool> of true is one object for all.
                var step = items.MoveNextAsync();
                moving = step.IsCompletedSuccessfully ? Task.FromResult(step.Result) : step.AsTask();
            }

            return moving;
        }
    }

    /// <summary>Goes to the next item.</summary>
    /// <returns>False at the end.</returns>
    public Task<bool> Next()
    {
        var step = Moving;
        moving = null;
        return step;
    }

    /// <summary>Leaves the sequence. A step under way is ended first, as an enumerator must not be left in the middle of one.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if ((Task?)moving is { } step)
        {
            await Task.WhenAny(step); // how it ended does not matter any more
        }

        await items.DisposeAsync();
        stop.Dispose();
    }
}
