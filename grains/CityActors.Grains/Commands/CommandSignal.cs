namespace CityActors.Grains.Commands;

/// <summary>Tells those who wait for news of commands, in this process, that there are some.</summary>
internal sealed class CommandSignal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next pulse. Take it before looking, so that nothing is missed in between.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>There are news.</summary>
    public void Pulse() =>
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
