namespace CityActors.Silo.Log.Reading;

/// <summary>
/// The newest frames of each partition in memory, where readers find them without touching the disk. Bounded by bytes over all partitions
/// together: the oldest go first, but none that is not on disk yet.
/// </summary>
/// <param name="partitions">Number of partitions.</param>
/// <param name="bytesMax">Bytes kept.</param>
internal sealed class FrameWindows<TFrame>(int partitions, long bytesMax)
    where TFrame : class
{
    private const int FramesAtOnce = 128;

    private readonly Window[] windows = [.. Enumerable.Range(0, partitions).Select(_ => new Window())];
    private readonly Queue<(int Partition, int Bytes, long Number)> order = new();
    private long bytes;

    /// <summary>Says at which sequence a partition stands, when the log was opened.</summary>
    public void Start(int partition, long newest) => windows[partition].Newest = newest;

    /// <summary>Newest sequence of a partition that readers get.</summary>
    public long Newest(int partition) => Volatile.Read(ref windows[partition].Newest);

    /// <summary>Adds a frame and wakes who waits for it.</summary>
    /// <param name="partition">Its partition.</param>
    /// <param name="slot">The frame.</param>
    /// <param name="size">Bytes it holds in memory.</param>
    /// <param name="number">Its number in the order in which frames become durable.</param>
    public void Add(int partition, in Slot slot, int size, long number)
    {
        TaskCompletionSource? waiters;
        var window = windows[partition];
        lock (order)
        {
            lock (window)
            {
                window.Slots.Enqueue(slot);
                window.Newest = slot.Last;
                waiters = window.Waiters;
                window.Waiters = null;
            }

            order.Enqueue((partition, size, number));
            bytes += size;
        }

        waiters?.SetResult();
    }

    /// <summary>Lets go of the oldest frames beyond the bound.</summary>
    /// <param name="durable">Number up to which frames are on disk.</param>
    public void Evict(long durable)
    {
        lock (order)
        {
            while (bytes > bytesMax && order.TryPeek(out var oldest) && oldest.Number <= durable)
            {
                order.Dequeue();
                bytes -= oldest.Bytes;
                var window = windows[oldest.Partition];
                lock (window)
                {
                    window.Slots.Dequeue();
                }
            }
        }
    }

    /// <summary>Takes frames of a partition from a sequence on.</summary>
    /// <returns>
    /// Null with frames in <paramref name="batch"/>; null without: the sequence is older than the window; a task: it is newer than
    /// everything, and the task ends when something newer is there.
    /// </returns>
    public Task? Take(int partition, long sequence, List<Slot> batch)
    {
        var window = windows[partition];
        lock (window)
        {
            if (sequence > window.Newest)
            {
                return (window.Waiters ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            var slots = window.Slots;
            if (slots.Count == 0 || sequence < slots[0].First)
            {
                return null;
            }

            int low = 0, high = slots.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (slots[middle].Last < sequence)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            for (var place = low; place < slots.Count && batch.Count < FramesAtOnce; place++)
            {
                batch.Add(slots[place]);
            }

            return null;
        }
    }

    /// <summary>A frame with the sequences it speaks of.</summary>
    internal readonly record struct Slot(TFrame Frame, long First, long Last);

    private sealed class Window
    {
        public long Newest = -1;

        public SlotRing Slots { get; } = new();

        public TaskCompletionSource? Waiters { get; set; }
    }

    /// <summary>A queue that can be looked into at any place.</summary>
    private sealed class SlotRing
    {
        private Slot[] slots = new Slot[16];
        private int head;

        public int Count { get; private set; }

        public ref readonly Slot this[int place] => ref slots[(head + place) & (slots.Length - 1)];

        public void Enqueue(in Slot slot)
        {
            if (Count == slots.Length)
            {
                var longer = new Slot[slots.Length * 2];
                for (var place = 0; place < Count; place++)
                {
                    longer[place] = this[place];
                }

                (slots, head) = (longer, 0);
            }

            slots[(head + Count) & (slots.Length - 1)] = slot;
            Count++;
        }

        public void Dequeue()
        {
            slots[head] = default;
            head = (head + 1) & (slots.Length - 1);
            Count--;
        }
    }
}
