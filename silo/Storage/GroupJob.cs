namespace CityActors.Silo.Storage;

/// <summary>Something that waits to be written together with others.</summary>
/// <param name="cancellationToken">Cancels the job as long as it has not been taken up; afterwards it is written and its task tells
/// how that ended.</param>
internal abstract class GroupJob(CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the job is durable, or has failed.</summary>
    public Task Done => done.Task;

    /// <summary>How much of a group the job fills; at least 1.</summary>
    public abstract int Weight { get; }

    /// <summary>The job is durable.</summary>
    public void Complete() => done.TrySetResult();

    /// <summary>The job was not written.</summary>
    public void Fail(Exception cause) => done.TrySetException(cause);

    /// <summary>Takes the job up; false when its owner gave up before.</summary>
    public bool TryStart() => !cancellationToken.IsCancellationRequested || !done.TrySetCanceled(cancellationToken);
}
