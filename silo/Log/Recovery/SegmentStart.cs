using System.Buffers.Binary;
using CityActors.Silo.Log.Framed;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Recovery;

/// <summary>The checkpoint that a segment begins with.</summary>
/// <param name="State">Where every partition stood.</param>
/// <param name="WrittenAtMs">When it was written, Unix milliseconds.</param>
internal sealed record SegmentStart(LogState State, long WrittenAtMs)
{
    /// <summary>Reads it.</summary>
    /// <returns>Null when the segment does not begin with a whole checkpoint.</returns>
    public static SegmentStart? Read(SegmentFiles files, FrameRules rules, int segment)
    {
        var address = files.Layout.FirstFrame(segment);
        Span<byte> lengthBytes = stackalloc byte[sizeof(int)];
        if (files.Read(address, lengthBytes) != sizeof(int))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(lengthBytes);
        if (length < FrameHeader.Bytes || length > files.Layout.PageBytes)
        {
            return null;
        }

        var frame = new byte[length];
        if (files.Read(address + sizeof(int), frame) != length
            || FrameHeader.Read(frame, out var header) is not null
            || header.Kind != FrameKind.Checkpoint
            || header.Generation != rules.Generation)
        {
            return null;
        }

        var state = LogState.Decode(frame.AsSpan(FrameHeader.Bytes), rules.Partitions, header.Ordinal, address);
        return state is null ? null : new SegmentStart(state, header.ArrivedAtMs);
    }
}
