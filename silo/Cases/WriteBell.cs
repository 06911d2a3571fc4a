namespace CityActors.Silo.Cases;

/// <summary>Counts writes and wakes those who wait for the next one.</summary>
internal sealed class WriteBell
{
    private readonly Lock gate = new();
    private TaskCompletionSource next = NewSource();
    private long rung;

    /// <summary>How often it was rung.</summary>
    public long Rung => Interlocked.Read(ref rung);

    /// <summary>Something was written and can be read.</summary>
    public void Ring()
    {
        TaskCompletionSource woken;
        lock (gate)
        {
            rung++;
            (woken, next) = (next, NewSource());
        }

        woken.SetResult();
    }

    /// <summary>Ends when it was rung more often than a number.</summary>
    public async Task RungAbove(long above, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task waiting;
            lock (gate)
            {
                if (rung > above)
                {
                    return;
                }

                waiting = next.Task;
            }

            await waiting.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
