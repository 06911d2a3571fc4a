namespace CityActors.Grains.Tests.Memory;

/// <summary>Beats whenever something in the ports changed: tests await conditions, they never sleep.</summary>
public sealed class Pulse
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Lock gate = new();
    private TaskCompletionSource next = New();

    /// <summary>Something changed.</summary>
    public void Beat()
    {
        TaskCompletionSource beaten;
        lock (gate)
        {
            beaten = next;
            next = New();
        }

        beaten.SetResult();
    }

    /// <summary>Ends with the next beat.</summary>
    public Task Next
    {
        get
        {
            lock (gate)
            {
                return next.Task;
            }
        }
    }

    /// <summary>Ends when the condition holds; fails, naming what did not come.</summary>
    public async Task Until(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var beat = Next;
            if (condition())
            {
                return;
            }

            try
            {
                await beat.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Did not come within {Limit.TotalSeconds} s: {what}");
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
