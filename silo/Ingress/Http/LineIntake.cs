using System.Buffers;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Silo.Ingress.Payloads.LineProtocol;

namespace CityActors.Silo.Ingress.Http;

/// <summary>
/// Takes in a body of lines piece by piece: a piece is parsed, its channels resolved, and its batch sent into the log while the next
/// piece is read. Memory is one piece and a few batches, whatever the size of the body.
/// </summary>
internal sealed class LineIntake(HttpDoor door, IngestSource source, IngestTally tally, TimePrecision precision, string topic)
{
    private readonly LineProtocolParser parser = new(precision, door.Limits.LineBytesMax);
    private readonly PayloadReadings readings = door.Readings.Rent();
    private readonly Queue<IngestBatch> inFlight = new();

    /// <summary>Reads the body to its end.</summary>
    /// <returns>Null when everything that is good is durable; else why not, and whether it may be too much.</returns>
    public async Task<Stop?> Run(RequestBody body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(door.Limits.ChunkBytes);
        try
        {
            return await Read(body, buffer, cancellationToken) ?? await Drain(0);
        }
        finally
        {
            await Drain(0);
            ArrayPool<byte>.Shared.Return(buffer);
            door.Readings.Return(readings);
        }
    }

    private async Task<Stop?> Read(RequestBody body, byte[] buffer, CancellationToken cancellationToken)
    {
        var kept = 0;
        var skipping = false;
        while (true)
        {
            var count = await body.Fill(buffer.AsMemory(kept), cancellationToken);
            if (!door.MaySend(source, count))
            {
                return new Stop(true, RefusalReason.Quota, $"Expected at most {door.Limits.BytesPerSecondPerSource} bytes a second.");
            }

            var filled = kept + count;
            var isEnd = filled < buffer.Length;
            var start = skipping ? AfterLine(buffer.AsSpan(0, filled)) : 0;
            skipping = skipping && start > filled;
            start = Math.Min(start, filled);
            var end = isEnd ? filled : start + buffer.AsSpan(start, filled - start).LastIndexOf((byte)'\n') + 1;
            if (end > start && await Take(buffer.AsMemory(start, end - start), cancellationToken) is { } stop)
            {
                return stop;
            }

            if (isEnd)
            {
                return null;
            }

            kept = filled - end;
            if (kept > door.Limits.LineBytesMax)
            {
                readings.Clear();
                parser.RefuseLong(readings);
                NoteRefused(default);
                skipping = true;
                kept = 0;
            }
            else
            {
                buffer.AsSpan(end, kept).CopyTo(buffer);
            }
        }
    }

    /// <summary>First byte after the rest of a line that is passed over; beyond the buffer when it goes on.</summary>
    private static int AfterLine(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end < 0 ? bytes.Length + 1 : end + 1;
    }

    private async ValueTask<Stop?> Take(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        if (await Drain(door.Limits.BatchesInFlight - 1) is { } failed)
        {
            return failed;
        }

        if (!await door.StaysOpen(cancellationToken))
        {
            return new Stop(true, RefusalReason.Overload, "The city fell behind while it took the lines in; send again later.");
        }

        var batch = door.Gateway.Rent(source);
        var firstLine = parser.Line + 1;
        readings.Clear();
        parser.Parse(lines.Span, batch.ArrivedAtMs, readings);
        NoteRefused(new LineFinder(lines, firstLine));
        door.Gateway.Add(batch, readings, null);
        if (await door.Gateway.Resolve(batch) is { } unresolved)
        {
            door.Gateway.Return(batch);
            return new Stop(false, RefusalReason.Unavailable, unresolved);
        }

        var finder = new LineFinder(lines, firstLine);
        foreach (var refusal in batch.Refused)
        {
            Note(refusal, ref finder);
        }

        inFlight.Enqueue(batch);
        await door.Gateway.Append(batch, CancellationToken.None);
        return null;
    }

    private async ValueTask<Stop?> Drain(int left)
    {
        Stop? stop = null;
        while (inFlight.Count > left)
        {
            var batch = inFlight.Dequeue();
            if (await batch.Durable is { } failure)
            {
                stop = new Stop(false, RefusalReason.Unavailable, failure);
            }
            else
            {
                tally.Accepted += batch.Count;
            }

            door.Gateway.Return(batch);
        }

        return stop;
    }

    private void NoteRefused(LineFinder finder)
    {
        foreach (ref readonly var refusal in readings.Refused)
        {
            Note(refusal, ref finder);
        }
    }

    private void Note(in PayloadRefusal refusal, ref LineFinder finder)
    {
        tally.Refuse(refusal);
        door.Ledger.Refuse(source, topic, refusal, PayloadFormat.LineProtocol, finder.Find(refusal.Record));
    }

    /// <summary>Why reading a body stopped before its end.</summary>
    /// <param name="IsTooMuch">Whether the sender is to slow down (429); else nothing can be kept now (503).</param>
    /// <param name="Reason">Word for counting.</param>
    /// <param name="Detail">Sentence.</param>
    internal sealed record Stop(bool IsTooMuch, string Reason, string Detail);

    /// <summary>Finds lines by their number in a piece, going forward.</summary>
    private struct LineFinder(ReadOnlyMemory<byte> lines, int firstLine)
    {
        private readonly ReadOnlyMemory<byte> all = lines;
        private readonly int first = firstLine;
        private ReadOnlyMemory<byte> rest = lines;
        private int line = firstLine;

        public ReadOnlySpan<byte> Find(int number)
        {
            if (number < line)
            {
                rest = all;
                line = first;
            }

            while (!rest.IsEmpty)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                if (line == number)
                {
                    return end < 0 ? rest.Span : rest.Span[..end];
                }

                rest = end < 0 ? default : rest[(end + 1)..];
                line++;
            }

            return default;
        }
    }
}
