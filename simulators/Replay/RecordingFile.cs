using System.IO.Compression;

namespace CityActors.Simulators.Replay;

/// <summary>Opens recorded files, packed with gzip or not.</summary>
internal static class RecordingFile
{
    /// <summary>Opens a file; the first bytes say whether it is packed, not its name.</summary>
    public static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 << 10);
        var isPacked = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
