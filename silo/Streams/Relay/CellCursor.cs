using System.Collections.Immutable;
using CityActors.Streams;
using Orleans.Streams;

namespace CityActors.Silo.Streams.Relay;

/// <summary>
/// One subscriber's place in the stream of a cell. It takes pieces from the window while it keeps up, and from the change log
/// (through <see cref="CatchUp"/>) while it is behind. A batch counts as given once <see cref="GetCurrent"/> gave it, so that an agent
/// that moves a new cursor without looking skips nothing.
/// </summary>
internal sealed class CellCursor(ChangeRelay relay, CellWindow window, ImmutableArray<long> position) : IQueueCacheCursor
{
    private readonly Queue<CellPiece> readBack = new();
    private ImmutableArray<long> position = position;
    private bool isBehind = true;
    private bool isInStep;
    private long next;
    private CellBatch? batch;
    private bool isGiven;
    private bool hasSeat;
    private Exception? failure;

    /// <summary>Whether it waits for something new.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>Whether it asked for changes from the log and has not got them all.</summary>
    public bool IsReading { get; set; }

    /// <summary>Whether it is of no use any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the subscriber is to be told that it cannot go on.</summary>
    public bool HasFailed => failure is not null;

    /// <summary>Its cell.</summary>
    public CellWindow Window => window;

    /// <summary>What was given, or waits in <see cref="ReadBackCount"/> to be given.</summary>
    public ImmutableArray<long> Position => position;

    /// <summary>Changes from the log that wait to be given.</summary>
    public int ReadBackCount { get; private set; }

    /// <summary>The first partition that must be read from the log before the window can be used; -1: none.</summary>
    public int Gap => isBehind ? Marks.Gap(position, window.Start) : -1;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        lock (relay.Gate)
        {
            if (!Sit())
            {
                // The agent may be about to close another one of this subscriber; it moves this one again, or is told when it looks.
                IsIdle = false;
                return true;
            }

            if (failure is null && (batch is null || isGiven))
            {
                batch = IsClosed ? null : Take();
                isGiven = false;
            }

            IsIdle = failure is null && batch is null;
            return !IsIdle;
        }
    }

    /// <inheritdoc/>
    public IBatchContainer? GetCurrent(out Exception? exception)
    {
        exception = null;
        lock (relay.Gate)
        {
            if (!hasSeat && !HasFailed && !IsClosed)
            {
                failure = new ChangesGoneException(
                    $"Cell {window.Cell}: {relay.Options.SubscriptionsMax:N0} subscriptions are open already.");
            }

            if (failure is { } reason)
            {
                throw reason;
            }

            if (batch is not null && !isGiven)
            {
                isGiven = true;
                StreamMeters.Delivered.Add(batch.Count);
            }

            return batch;
        }
    }

    /// <inheritdoc/>
    public void Refresh(StreamSequenceToken token)
    {
        // The cursor knows its place; a bell only wakes it.
    }

    /// <inheritdoc/>
    public void RecordDeliveryFailure()
    {
        lock (relay.Gate)
        {
            isGiven = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (relay.Gate)
        {
            if (!IsClosed)
            {
                IsClosed = true;
                readBack.Clear();
                relay.Close(this);
                if (hasSeat)
                {
                    relay.Seats.Leave();
                }
            }
        }
    }

    /// <summary>The subscriber is told that it cannot go on here.</summary>
    public void Fail(Exception reason)
    {
        failure = reason;
        Wake();
    }

    /// <summary>A piece of the window goes.</summary>
    public void Lose(long number, CellPiece piece)
    {
        if (!isBehind && next == number)
        {
            position = isInStep ? piece.Marks : Marks.Max(position, piece.Marks);
            isBehind = true;
        }
    }

    /// <summary>The whole window goes.</summary>
    public void LoseAll(ImmutableArray<long> start)
    {
        if (!isBehind)
        {
            position = isInStep ? start : Marks.Max(position, start);
            isBehind = true;
        }

        Wake();
    }

    /// <summary>Changes from the log; in their order, after all that were fed before.</summary>
    public void Feed(CellPiece piece)
    {
        readBack.Enqueue(piece);
        ReadBackCount += piece.Changes.Length;
        Wake();
    }

    /// <summary>The log has been read up to here.</summary>
    public void Advance(int partition, long mark) => position = position.SetItem(partition, mark);

    /// <summary>Has the agent ask again, if it waits.</summary>
    public void Wake()
    {
        if (IsIdle && !IsClosed)
        {
            window.Ring(relay.Position);
        }
    }

    private bool Sit()
    {
        hasSeat = hasSeat || (!HasFailed && !IsClosed && relay.Seats.TryTake());
        return hasSeat || HasFailed || IsClosed;
    }

    private CellBatch? Take()
    {
        if (ReadBackCount <= relay.Options.BatchChangesMax && isBehind && !IsReading && Gap >= 0)
        {
            relay.ReadBack(this);
        }

        var pieces = new List<CellPiece>();
        if (readBack.Count > 0)
        {
            TakeReadBack(pieces);
        }
        else if (!isBehind || Join())
        {
            TakeFromWindow(pieces);
        }

        return pieces.Count == 0 ? null : new CellBatch(window.Stream, [.. pieces]);
    }

    private bool Join()
    {
        if (Gap >= 0)
        {
            return false;
        }

        isBehind = false;
        isInStep = false;
        next = window.First;
        return true;
    }

    private void TakeReadBack(List<CellPiece> pieces)
    {
        for (var count = 0; readBack.TryPeek(out var piece) && (count += piece.Changes.Length) <= relay.Options.BatchChangesMax;)
        {
            ReadBackCount -= piece.Changes.Length;
            pieces.Add(readBack.Dequeue());
        }
    }

    private void TakeFromWindow(List<CellPiece> pieces)
    {
        for (var count = 0; next < window.End; next++)
        {
            var piece = window[next];
            if (count > 0 && count + piece.Changes.Length > relay.Options.BatchChangesMax)
            {
                return;
            }

            isInStep = isInStep || Marks.Within(position, piece.Marks);
            if (!isInStep)
            {
                // It came with a token that is ahead of the window in some partition: what it has is left out, and its tokens stay ahead.
                var marks = Marks.Max(position, piece.Marks);
                if (piece.After(position[piece.Partition], marks) is not { } rest)
                {
                    continue;
                }

                piece = rest;
                position = marks.SetItem(piece.Partition, piece.End);
            }

            pieces.Add(piece);
            count += piece.Changes.Length;
        }
    }
}
