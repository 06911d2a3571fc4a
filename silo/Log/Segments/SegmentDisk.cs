using Microsoft.Win32.SafeHandles;

namespace CityActors.Silo.Log.Segments;

/// <summary>The real disk: positioned writes and fsync.</summary>
internal sealed class SegmentDisk : ISegmentDisk
{
    /// <inheritdoc/>
    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file, bytes, offset);

    /// <inheritdoc/>
    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);
}
