using System.Collections.Immutable;
using CityActors.Domain.Files;
using CityActors.Files;
using CityActors.Grains.Twins;
using Orleans.Concurrency;

namespace CityActors.Grains.Files;

/// <summary>Reads contents of files.</summary>
[StatelessWorker]
internal sealed class FilesGrain(IFileStore files) : Grain, IFilesGrain
{
    /// <inheritdoc/>
    public Task<ImmutableArray<byte>?> Read(string checksum, long offset, int most)
    {
        Most.Check(most, IUploadGrain.PieceBytesMax);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return FileRules.IsChecksum(checksum)
            ? files.Read(checksum, offset, most)
            : Task.FromResult<ImmutableArray<byte>?>(null);
    }
}
