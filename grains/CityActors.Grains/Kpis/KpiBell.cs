namespace CityActors.Grains.Kpis;

/// <summary>
/// Wakes those who wait for news of KPIs. Where the projection is written by another process it never rings: they look anyway.
/// </summary>
internal sealed class KpiBell
{
    private TaskCompletionSource next = New();

    /// <summary>Ends at the next ring. Take it before looking for news: what comes in between rings it.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>There is news.</summary>
    public void Ring() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
