using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Recovery;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Reading;

/// <summary>A page read from disk with its frames checked. Its bytes are shared by everybody who reads from it, and never change.</summary>
internal sealed class LogPage
{
    private LogPage(long until, byte[] bytes, List<(int Offset, FrameHeader Header)> frames)
    {
        Until = until;
        Bytes = bytes;
        Frames = frames;
    }

    /// <summary>Address up to which it was read.</summary>
    public long Until { get; }

    /// <summary>Its bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>Its frames in order, with the offset of the header.</summary>
    public List<(int Offset, FrameHeader Header)> Frames { get; }

    /// <summary>Reads a page.</summary>
    /// <param name="files">Files of the log.</param>
    /// <param name="address">Where the page begins.</param>
    /// <param name="until">Address up to which it is durable and wanted.</param>
    /// <exception cref="LogDamagedException">It cannot be read as it was written.</exception>
    public static async Task<LogPage> Read(SegmentFiles files, long address, long until)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)(until - address));
        var read = await files.ReadAsync(address, bytes, CancellationToken.None).ConfigureAwait(false);
        bytes.AsSpan(read).Clear();
        return new LogPage(until, bytes, Walk(files, address, bytes));
    }

    private static List<(int Offset, FrameHeader Header)> Walk(SegmentFiles files, long address, byte[] bytes)
    {
        var frames = new List<(int, FrameHeader)>();
        var walker = new PageWalker(bytes, files.Layout.PageBytes, LogLayout.FirstOffset(address));
        while (walker.Next())
        {
            frames.Add((walker.FrameOffset, walker.Header));
        }

        if (walker.Damage is { } damage)
        {
            var segment = files.Layout.SegmentOf(address);
            var offset = address - (segment * files.Layout.SegmentBytes) + walker.Position;
            throw new LogDamagedException(
                $"{files.PathOf(segment)} at byte {offset}: {damage}. Stop the city and run `silo -- repair`.");
        }

        return frames;
    }
}
