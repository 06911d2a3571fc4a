using System.Collections.Immutable;

namespace CityActors.Files;

/// <summary>Content of files that belong to cases. Keyed by 0; stateless.</summary>
[Alias("city.IFilesGrain")]
public interface IFilesGrain : IGrainWithIntegerKey
{
    /// <summary>Reads a piece of a file.</summary>
    /// <param name="checksum">SHA-256, as <see cref="Attachment.Checksum"/> says it.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="most">1 - <see cref="IUploadGrain.PieceBytesMax"/> bytes.</param>
    /// <returns>The piece, empty at the end; null when there is no such file.</returns>
    [Alias("Read")]
    Task<ImmutableArray<byte>?> Read(string checksum, long offset, int most);
}
