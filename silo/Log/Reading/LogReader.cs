using System.Runtime.CompilerServices;
using CityActors.Grains.Log;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Recovery;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Reading;

/// <summary>Reads a partition: the newest frames from the windows in memory, older ones from disk, page by page.</summary>
/// <param name="layout">Layout of the log.</param>
/// <param name="windows">Newest frames.</param>
/// <param name="cache">Pages read last.</param>
/// <param name="index">Where sequences lie.</param>
/// <param name="codec">Makes what is read.</param>
/// <param name="durable">Address up to which the log is on disk.</param>
/// <param name="oldest">Oldest retained sequence of a partition.</param>
internal sealed class LogReader<TFrame>(
    LogLayout layout, FrameWindows<TFrame> windows, PageCache cache, PageIndex index, IFrameCodec<TFrame> codec, Func<long> durable,
    Func<int, long> oldest)
    where TFrame : class
{
    private readonly NameCache names = new();

    /// <summary>Frames of a partition, the first being the one that holds a sequence; ends only when cancelled.</summary>
    public async IAsyncEnumerable<TFrame> Read(int partition, long sequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<FrameWindows<TFrame>.Slot>();
        var next = sequence;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Clear();
            if (windows.Take(partition, next, batch) is { } newer)
            {
                ThrowIfDropped(partition, next);
                await newer.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            foreach (var slot in batch)
            {
                yield return slot.Frame;
                next = slot.Last + 1;
            }

            if (batch.Count > 0)
            {
                continue;
            }

            var before = next;
            await foreach (var (frame, last) in FromDisk(partition, next, cancellationToken).ConfigureAwait(false))
            {
                yield return frame;
                next = last + 1;
            }

            if (next == before && next <= windows.Newest(partition) && windows.Take(partition, next, batch) is null && batch.Count == 0)
            {
                ThrowIfDropped(partition, next);
                throw new LogDamagedException($"Partition {partition}: sequence {next} is retained and was not found. "
                    + $"Run `silo -- repair`.");
            }
        }
    }

    private async IAsyncEnumerable<(TFrame Frame, long Last)> FromDisk(
        int partition, long sequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ThrowIfDropped(partition, sequence);
        var next = sequence;
        var address = index.Find(partition, next);
        for (var until = durable(); address >= 0 && address < until;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await Load(partition, next, address, Math.Min(address + layout.PageBytes, until)).ConfigureAwait(false);
            foreach (var (offset, header) in page.Frames)
            {
                if (header.Partition == partition && header.Last >= next)
                {
                    yield return (Decode(page, offset, header), header.Last);
                    next = header.Last + 1;
                }
            }

            address = Math.Max(index.Find(partition, next), address + layout.PageBytes);
        }
    }

    private async ValueTask<LogPage> Load(int partition, long sequence, long address, long until)
    {
        try
        {
            return await cache.Get(address, until).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is FileNotFoundException or ObjectDisposedException)
        {
            ThrowIfDropped(partition, sequence);
            throw;
        }
    }

    private TFrame Decode(LogPage page, int offset, in FrameHeader header)
    {
        var variable = page.Bytes.AsMemory(offset + FrameHeader.Bytes, header.VariableBytes);
        var tenant = names.Get(variable.Span[..header.TenantBytes]);
        var actor = names.Get(variable.Span.Slice(header.TenantBytes, header.ActorBytes));
        return codec.Create(header, tenant, actor, variable[(header.TenantBytes + header.ActorBytes)..]);
    }

    private void ThrowIfDropped(int partition, long sequence)
    {
        if (oldest(partition) is var kept && sequence < kept)
        {
            throw new LogTruncatedException(partition, sequence, kept);
        }
    }
}
