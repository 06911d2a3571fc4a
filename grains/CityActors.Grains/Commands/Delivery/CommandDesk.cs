using CityActors.Commands;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Commands.Delivery;

/// <summary>
/// Who is to be sent what, and when: filled from the projection alone, so that nothing is sent that is not durable. As many commands as
/// the fold lets be open are in it. Any thread.
/// </summary>
internal sealed class CommandDesk(ICommandLine line, IOptions<CommandOptions> options, TimeProvider time)
{
    private readonly Lock turn = new();
    private readonly Dictionary<string, DeviceQueue> queues = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, long> due = new();
    private TaskCompletionSource changed = New();

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Takes a command as it stands now.</summary>
    public void Take(CityCommand command)
    {
        var position = CommandViews.PositionOf(command.Id);
        lock (turn)
        {
            if (!queues.TryGetValue(command.Twin, out var queue))
            {
                if (!DeviceQueue.IsToBeSent(command))
                {
                    return;
                }

                queues.Add(command.Twin, queue = new DeviceQueue());
            }

            queue.Take(command, position);
            Look(command.Twin, queue);
        }
    }

    /// <summary>The device of a twin listens from now on: what waits for it is sent at once.</summary>
    public void Connected(string twin)
    {
        lock (turn)
        {
            if (queues.TryGetValue(twin, out var queue))
            {
                queue.Tries = 0;
                Schedule(twin, queue, NowMs);
            }
        }
    }

    /// <summary>What is to be sent now, one command a device; each is due again later, unless its device answers.</summary>
    public List<CityCommand> TakeDue(int most)
    {
        List<CityCommand> taken = [];
        var now = time.GetUtcNow();
        var nowMs = now.ToUnixTimeMilliseconds();
        lock (turn)
        {
            while (taken.Count < most && due.TryPeek(out var twin, out var at) && at <= nowMs)
            {
                due.Dequeue();
                if (!queues.TryGetValue(twin, out var queue) || queue.DueAtMs != at)
                {
                    continue;
                }

                queue.DueAtMs = long.MaxValue;
                if (queue.Head(now) is not { } head)
                {
                    queues.Remove(twin);
                }
                else if (line.IsConnected(twin))
                {
                    taken.Add(head);
                    Schedule(twin, queue, nowMs + PauseMs(++queue.Tries));
                }
            }
        }

        return taken;
    }

    /// <summary>Ends when something may be due.</summary>
    public async Task WhenDue(CancellationToken cancellationToken)
    {
        Task change;
        TimeSpan pause;
        lock (turn)
        {
            change = changed.Task;
            pause = due.TryPeek(out _, out var at)
                ? TimeSpan.FromMilliseconds(Math.Clamp(at - NowMs, 0, 60_000))
                : TimeSpan.FromMinutes(1);
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(change, Task.Delay(pause, time, enough.Token));
        await enough.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>After a change: a new head goes out at once, one that was sent keeps its moment, an empty queue goes.</summary>
    private void Look(string twin, DeviceQueue queue)
    {
        var now = time.GetUtcNow();
        if (queue.Head(now) is null)
        {
            queues.Remove(twin);
        }
        else if (queue.Tries == 0 && line.IsConnected(twin))
        {
            Schedule(twin, queue, now.ToUnixTimeMilliseconds());
        }
    }

    private void Schedule(string twin, DeviceQueue queue, long atMs)
    {
        queue.DueAtMs = atMs;
        due.Enqueue(twin, atMs);
        var before = changed;
        changed = New();
        before.SetResult();
    }

    private long PauseMs(int tries) => (long)Math.Min(
        options.Value.RetryAfterMax.TotalMilliseconds, options.Value.RetryAfter.TotalMilliseconds * Math.Pow(2, Math.Min(tries - 1, 30)));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
