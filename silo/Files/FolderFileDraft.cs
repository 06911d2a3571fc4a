using System.Security.Cryptography;
using CityActors.Files;
using CityActors.Grains.Files;

namespace CityActors.Silo.Files;

/// <summary>A file that is being written beside its place.</summary>
internal sealed class FolderFileDraft(FolderFileStore store, string path, long bytesMax) : IFileDraft
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private FileStream? file;
    private bool isEnded;

    /// <inheritdoc/>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public async Task Write(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(isEnded, this);
        if (Bytes + piece.Length > bytesMax)
        {
            throw new FileRefusedException(FileRefusal.TooLarge, $"Expected a file of at most {bytesMax} bytes.");
        }

        store.Take(piece.Length);
        Bytes += piece.Length;
        file ??= new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        await file.WriteAsync(piece, cancellationToken);
        hash.AppendData(piece.Span);
    }

    /// <inheritdoc/>
    public async Task<string> Keep(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(isEnded || file is null, this);
        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
        var checksum = Convert.ToHexStringLower(hash.GetHashAndReset());
        var isNew = store.Place(path, checksum);
        End(isNew ? 0 : Bytes);
        return checksum;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (file is not null)
        {
            await file.DisposeAsync();
        }

        End(Bytes);
        hash.Dispose();
    }

    private void End(long unused)
    {
        if (!isEnded)
        {
            isEnded = true;
            File.Delete(path);
            store.End(unused);
        }
    }
}
