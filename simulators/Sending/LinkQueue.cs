using System.Threading.Channels;

namespace CityActors.Simulators.Sending;

/// <summary>
/// Messages of a link: those that wait to be sent, and those that were sent and not acknowledged, in order. Bounded by the window.
/// </summary>
internal sealed class LinkQueue(int window, ISendLedger ledger)
{
    private readonly Channel<LinkItem> waiting = Channel.CreateUnbounded<LinkItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LinkedList<LinkItem> unacknowledged = new();
    private readonly SemaphoreSlim room = new(window, window);
    private readonly Lock gate = new();

    /// <summary>Takes an item in, when there is room.</summary>
    public async ValueTask Add(LinkItem item, Task pump, CancellationToken cancellationToken)
    {
        if (!room.Wait(0, CancellationToken.None))
        {
            await WhileAlive(room.WaitAsync(cancellationToken), pump);
        }

        waiting.Writer.TryWrite(item);
    }

    /// <summary>The next item to be sent; it counts as not acknowledged from now on.</summary>
    public async ValueTask<LinkItem> Next(CancellationToken cancellationToken)
    {
        var item = await waiting.Reader.ReadAsync(cancellationToken);
        Take(item);
        return item;
    }

    /// <summary>The next item if there is one.</summary>
    public bool TryNext(out LinkItem item)
    {
        if (!waiting.Reader.TryRead(out item!))
        {
            return false;
        }

        Take(item);
        return true;
    }

    /// <summary>What must be sent again, oldest first.</summary>
    public LinkItem[] Unacknowledged()
    {
        lock (gate)
        {
            return [.. unacknowledged];
        }
    }

    /// <summary>An item has ended.</summary>
    public void End(LinkItem item, SendOutcome outcome)
    {
        lock (gate)
        {
            if (item.Node is null)
            {
                return;
            }

            unacknowledged.Remove(item.Node);
            item.Node = null;
        }

        if (item.Message is not null)
        {
            ledger.Ended(item.Message, outcome);
        }

        item.Ended.TrySetResult(outcome);
        room.Release();
    }

    /// <summary>Waits until the window is empty.</summary>
    public async Task Drain(Task pump, CancellationToken cancellationToken)
    {
        for (var i = 0; i < window; i++)
        {
            await WhileAlive(room.WaitAsync(cancellationToken), pump);
        }

        room.Release(window);
    }

    /// <summary>Awaits something, or the failure of the pump that would have brought it about.</summary>
    public static async Task WhileAlive(Task wait, Task pump)
    {
        if (await Task.WhenAny(wait, pump) == pump && !wait.IsCompleted)
        {
            await pump;
            throw new LinkFailedException("The link was closed.");
        }

        await wait;
    }

    private void Take(LinkItem item)
    {
        lock (gate)
        {
            item.Node = unacknowledged.AddLast(item);
        }

        if (item.Message is not null)
        {
            ledger.Sent(item.Message);
        }
    }
}

/// <summary>A message on a link, or a declaration.</summary>
internal sealed record LinkItem(string Topic, byte[] Payload, DeviceMessage? Message)
{
    /// <summary>Where it is among the unacknowledged.</summary>
    public LinkedListNode<LinkItem>? Node { get; set; }

    /// <summary>Its present attempt, so that no attempt is forgotten.</summary>
    public Task Attempt { get; set; } = Task.CompletedTask;

    /// <summary>Completes when it ends.</summary>
    public TaskCompletionSource<SendOutcome> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
