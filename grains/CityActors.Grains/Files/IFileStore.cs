using System.Collections.Immutable;
using CityActors.Files;

namespace CityActors.Grains.Files;

/// <summary>Keeps contents of files under their checksums. A port: embedded it is a folder.</summary>
public interface IFileStore
{
    /// <summary>Begins a file.</summary>
    /// <exception cref="FileRefusedException">There is no room, or too many are on their way.</exception>
    IFileDraft Begin();

    /// <summary>Size of a file, bytes; null when there is none.</summary>
    Task<long?> Size(string checksum, CancellationToken cancellationToken = default);

    /// <summary>A piece of a file, empty at its end; null when there is no such file.</summary>
    Task<ImmutableArray<byte>?> Read(string checksum, long offset, int most, CancellationToken cancellationToken = default);

    /// <summary>Checksums of files that were last kept before a moment, a page in their order.</summary>
    /// <param name="before">UTC.</param>
    /// <param name="after">Checksum after which the page starts; null: the first.</param>
    /// <param name="most">1-1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<string>> Older(DateTimeOffset before, string? after, int most, CancellationToken cancellationToken = default);

    /// <summary>Removes a file that was last kept before a moment; one that was kept anew meanwhile stays.</summary>
    /// <returns>Whether it was removed.</returns>
    Task<bool> Remove(string checksum, DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>A file on its way. Disposed without having been kept, it leaves nothing.</summary>
public interface IFileDraft : IAsyncDisposable
{
    /// <summary>Bytes so far.</summary>
    long Bytes { get; }

    /// <summary>Adds a piece.</summary>
    /// <exception cref="FileRefusedException">It grows too large, or there is no room.</exception>
    Task Write(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken = default);

    /// <summary>Keeps it, durably; the same content twice is kept once.</summary>
    /// <returns>Its checksum.</returns>
    Task<string> Keep(CancellationToken cancellationToken = default);
}
