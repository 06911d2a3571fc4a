using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using CityActors.Domain.Changes;
using CityActors.Domain.Twins;
using CityActors.Streams;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Streams;

namespace CityActors.Silo.Streams.Relay;

/// <summary>
/// Passes the changes of all partitions on to the cells that are followed. The stream of a cell has changes of every partition, and
/// Orleans wants one place for it: so the order in which frames pass the gate here is the order of every stream, and how far each
/// partition had come then is the token. While nobody follows anything, nothing is read.
/// </summary>
internal sealed class ChangeRelay
{
    /// <summary>
    /// How long a cell waits for the subscriber who announced himself: longer than Orleans may take to shake hands with him.
    /// </summary>
    private const int ExpectedForMs = 120_000;

    private readonly ChangeSource source;
    private readonly HashRingBasedStreamQueueMapper mapper;
    private readonly ConcurrentDictionary<long, CellWindow> windows = [];
    private readonly Dictionary<QueueId, QueueBells> queues = [];
    private readonly HashSet<CellWindow> expected = [];
    private readonly Queue<(CellWindow Window, CellPiece Piece)> kept = [];
    private readonly Channel<bool> tailChanged = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Func<long, bool> isFollowed;
    private long keptBytes;
    private int joined;
    private int runs;

    /// <summary>A relay that nobody follows yet.</summary>
    public ChangeRelay(ChangeSource source, IOptions<StreamOptions> options, TimeProvider time, Subscriptions.SubscriptionBook book)
    {
        this.source = source;
        Options = options.Value;
        Seats = new SubscriptionSeats(Options.SubscriptionsMax);
        Time = time;
        Book = book;
        CatchUp = new CatchUp(this, source);
        mapper = new HashRingBasedStreamQueueMapper(
            new HashRingStreamQueueMapperOptions { TotalQueueCount = Options.Queues }, CityStreams.Provider);
        isFollowed = windows.ContainsKey;
    }

    /// <summary>Guards everything that cursors, windows and bells share. Held for microseconds.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Settings.</summary>
    public StreamOptions Options { get; }

    /// <summary>How many subscriptions there are; under the gate.</summary>
    public SubscriptionSeats Seats { get; }

    /// <summary>Clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Who has subscribed.</summary>
    public Subscriptions.SubscriptionBook Book { get; }

    /// <summary>Reads the log for those who are behind.</summary>
    public CatchUp CatchUp { get; }

    /// <summary>Which queue a stream is of.</summary>
    public IConsistentRingStreamQueueMapper Mapper => mapper;

    /// <summary>Generation of the log.</summary>
    public int Generation => source.Generation;

    /// <summary>Now, in milliseconds of a clock that only goes forward.</summary>
    public long NowMs => Time.GetTimestamp() / (Time.TimestampFrequency / 1000);

    /// <summary>How far each partition has passed; under the gate.</summary>
    public ImmutableArray<long> Position { get; private set; }

    /// <summary>Number of the present run of the tail; 0 while nobody follows anything.</summary>
    public int TailRun { get; private set; }

    /// <summary>Says that <see cref="TailRun"/> may have changed.</summary>
    public ChannelReader<bool> TailChanged => tailChanged.Reader;

    /// <summary>The bells of a queue.</summary>
    public QueueBells Bells(QueueId queue)
    {
        lock (Gate)
        {
            return queues.TryGetValue(queue, out var bells) ? bells : queues[queue] = new QueueBells(this, queue);
        }
    }

    /// <summary>Somebody is about to follow a cell: its changes are kept from now on.</summary>
    public void Expect(long cell)
    {
        lock (Gate)
        {
            var window = WindowOf(cell);
            window.ExpectedUntilMs = NowMs + ExpectedForMs;
            expected.Add(window);
            if (!window.HasCursors)
            {
                window.Ring(Position);
            }
        }
    }

    /// <summary>The subscribers that are known from before the start, of one queue, are to be greeted.</summary>
    public void ExpectKnown(QueueId queue)
    {
        foreach (var cell in Book.Cells)
        {
            if (mapper.GetQueueForStream(CityStreams.OfCell(cell)).Equals(queue))
            {
                Expect(cell);
            }
        }
    }

    /// <summary>A cursor into the stream of a cell, after a token; without one: from now on.</summary>
    public IQueueCacheCursor Open(StreamId stream, StreamSequenceToken? token)
    {
        lock (Gate)
        {
            var isCell = CityStreams.TryCell(stream, out var cell);
            var window = WindowOf(isCell ? cell : -1);
            var known = token as ChangeToken;
            var isOurs = known is null || (known.Generation == source.Generation && known.Partitions == source.Partitions);
            var cursor = new CellCursor(this, window, known is not null && isOurs ? known.Marks : window.NowFor(Position));
            window.Join(cursor);
            if (!isCell)
            {
                cursor.Fail(new ChangesGoneException($"'{stream}' is no stream of a map cell; see "
                    + $"{nameof(CityStreams)}.{nameof(CityStreams.OfCell)}."));
            }
            else if (token is not null && (known is null || !isOurs))
            {
                cursor.Fail(new ChangesGoneException(
                    $"Cell {cell}: expected a {nameof(ChangeToken)} of generation {source.Generation} with "
                        + $"{source.Partitions} partitions, got '{token}'."));
            }

            return cursor;
        }
    }

    /// <summary>A cursor is closed; under the gate.</summary>
    public void Close(CellCursor cursor)
    {
        cursor.Window.Leave(cursor);
        DropIfUnfollowed(cursor.Window);
    }

    /// <summary>A cursor needs changes from the log; under the gate.</summary>
    public void ReadBack(CellCursor cursor) => CatchUp.Ask(cursor);

    /// <summary>Cells whose subscriber did not come are let go; under the gate.</summary>
    public void DropUnexpected()
    {
        var nowMs = NowMs;
        foreach (var window in expected.Where(window => window.ExpectedUntilMs <= nowMs).ToList())
        {
            window.ExpectedUntilMs = 0;
            expected.Remove(window);
            DropIfUnfollowed(window);
        }
    }

    /// <summary>Where the tail of a partition goes on.</summary>
    public long TailFrom(int partition)
    {
        lock (Gate)
        {
            return ChangeMark.NextSequence(Position[partition]);
        }
    }

    /// <summary>A frame passes. Sorted outside the gate; once more inside when somebody joined in between.</summary>
    public void Pass(int run, ChangeFrame frame, TwinNames names, FrameSorter sorter)
    {
        var joinedBefore = Volatile.Read(ref joined);
        var found = sorter.Sort(frame, names, ChangeMark.None, isFollowed);
        lock (Gate)
        {
            if (run != TailRun || ChangeMark.After(frame.LastSequence) <= Position[frame.Partition])
            {
                return;
            }

            var mark = Position[frame.Partition];
            if (joinedBefore != joined || mark > ChangeMark.After(frame.FirstSequence - 1))
            {
                found = sorter.Sort(frame, names, mark, isFollowed);
            }

            var end = ChangeMark.After(frame.LastSequence);
            foreach (var (cell, changes) in found)
            {
                if (windows.TryGetValue(cell, out var window))
                {
                    foreach (var piece in CellPiece.Cut(changes, Position, frame.Partition, end, Options.BatchChangesMax))
                    {
                        Keep(window, piece);
                    }
                }
            }

            Position = Position.SetItem(frame.Partition, end);
        }
    }

    /// <summary>
    /// The tail of a partition cannot be read where it stands: it goes on where the log begins now, and subscribers are told.
    /// </summary>
    public void Skip(int run, int partition, long oldest)
    {
        lock (Gate)
        {
            if (run == TailRun && ChangeMark.NextSequence(Position[partition]) < oldest)
            {
                Position = Position.SetItem(partition, ChangeMark.After(oldest - 1));
                foreach (var window in windows.Values)
                {
                    window.Restart(Position);
                }
            }
        }
    }

    private CellWindow WindowOf(long cell)
    {
        if (windows.TryGetValue(cell, out var window))
        {
            return window;
        }

        if (windows.IsEmpty)
        {
            Position = [.. Enumerable.Range(0, source.Partitions).Select(each => ChangeMark.After(source.Log.Watermark(each)))];
            ChangeTail(++runs);
        }

        var stream = CityStreams.OfCell(cell);
        window = new CellWindow(cell, stream, Bells(mapper.GetQueueForStream(stream)), Position);
        windows[cell] = window;
        joined++;
        StreamMeters.Cells.Add(1);
        return window;
    }

    private void DropIfUnfollowed(CellWindow window)
    {
        if (window.HasCursors || window.ExpectedUntilMs > 0 || !windows.TryRemove(KeyValuePair.Create(window.Cell, window)))
        {
            return;
        }

        window.Silence();
        StreamMeters.Cells.Add(-1);
        if (windows.IsEmpty)
        {
            ChangeTail(0);
        }
    }

    private void ChangeTail(int run)
    {
        TailRun = run;
        tailChanged.Writer.TryWrite(true);
    }

    private void Keep(CellWindow window, CellPiece piece)
    {
        window.Add(piece);
        kept.Enqueue((window, piece));
        keptBytes += piece.Bytes;
        StreamMeters.Cached.Add(piece.Bytes);
        while (keptBytes > Options.CacheBytesMax && kept.TryDequeue(out var oldest))
        {
            keptBytes -= oldest.Piece.Bytes;
            StreamMeters.Cached.Add(-oldest.Piece.Bytes);
            oldest.Window.Evict(oldest.Piece);
        }
    }
}
