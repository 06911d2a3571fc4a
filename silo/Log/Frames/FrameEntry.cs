using FASTER.core;

namespace CityActors.Silo.Log.Frames;

/// <summary>A frame as FasterLog takes it: written straight into the log's page, without a copy between.</summary>
/// <param name="header">Header.</param>
/// <param name="variable">Tenant, actor and body.</param>
/// <param name="length">Bytes of the frame; more than header and variable part need when it fills the rest of a page.</param>
internal readonly struct FrameEntry(FrameHeader header, ReadOnlyMemory<byte> variable, int length) : ILogEnqueueEntry
{
    /// <inheritdoc/>
    public int SerializedLength => length;

    /// <summary>Bytes that a frame takes in the log: FasterLog puts its length before it and aligns it to four bytes.</summary>
    public static int AllocatedBytes(int frameBytes) => sizeof(int) + ((frameBytes + 3) & ~3);

    /// <inheritdoc/>
    public void SerializeTo(Span<byte> dest) => FrameHeader.Write(dest, header, variable.Span);
}
