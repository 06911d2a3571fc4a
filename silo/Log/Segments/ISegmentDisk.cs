using Microsoft.Win32.SafeHandles;

namespace CityActors.Silo.Log.Segments;

/// <summary>What the log does to its files, so that a test can be a disk that fails.</summary>
internal interface ISegmentDisk
{
    /// <summary>Writes all of the bytes or throws.</summary>
    void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when everything written to the file is on the disk.</summary>
    void Flush(SafeFileHandle file);
}
