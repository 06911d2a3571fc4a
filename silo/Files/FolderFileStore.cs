using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CityActors.Files;
using CityActors.Grains.Files;
using CityActors.Silo.Storage;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Files;

/// <summary>
/// Files in a folder, each under its checksum in one of 256 folders. A file is written under another name, flushed, and moved into
/// place: what stands under a checksum is whole. What a crash left half-written is swept away at the next start.
/// </summary>
internal sealed class FolderFileStore : IFileStore
{
    private const int ChecksumLength = 64;
    private const string Unfinished = "unfinished";
    private readonly FolderFileOptions options;
    private readonly TimeProvider time;
    private readonly string root;
    private readonly Lock gate = new();
    private long bytes;
    private int drafts;

    /// <summary>Opens the folder, making it when absent, and sweeps away what was not finished.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public FolderFileStore(IOptions<FolderFileOptions> options, TimeProvider time)
    {
        (this.options, this.time) = (options.Value, time);
        root = Path.GetFullPath(this.options.Path);
        try
        {
            Directory.CreateDirectory(UnfinishedFolder);
            foreach (var left in Directory.EnumerateFiles(UnfinishedFolder))
            {
                File.Delete(left);
            }

            bytes = new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new IOException($"The folder of files {root} cannot be written.", cause);
        }
    }

    private string UnfinishedFolder => Path.Combine(root, Unfinished);

    /// <inheritdoc/>
    public IFileDraft Begin()
    {
        lock (gate)
        {
            if (drafts >= options.DraftsMax)
            {
                throw new FileRefusedException(FileRefusal.NoRoom, $"Expected at most {options.DraftsMax} files on their way at once.");
            }

            drafts++;
        }

        return new FolderFileDraft(this, Path.Combine(UnfinishedFolder, Guid.NewGuid().ToString("N")), options.FileBytesMax);
    }

    /// <inheritdoc/>
    public Task<long?> Size(string checksum, CancellationToken cancellationToken = default)
    {
        var file = new FileInfo(PathOf(checksum));
        return Task.FromResult<long?>(file.Exists ? file.Length : null);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<byte>?> Read(
        string checksum, long offset, int most, CancellationToken cancellationToken = default)
    {
        try
        {
            using var file = File.OpenHandle(PathOf(checksum), options: FileOptions.Asynchronous);
            var piece = new byte[(int)Math.Clamp(RandomAccess.GetLength(file) - offset, 0, most)];
            for (var read = 0; read < piece.Length;)
            {
                var more = await RandomAccess.ReadAsync(file, piece.AsMemory(read), offset + read, cancellationToken);
                if (more == 0)
                {
                    throw new EndOfStreamException($"File {checksum} became shorter while it was read.");
                }

                read += more;
            }

            return ImmutableCollectionsMarshal.AsImmutableArray(piece);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> Older(
        DateTimeOffset before, string? after, int most, CancellationToken cancellationToken = default) =>
        Task.Run<ImmutableArray<string>>(
            () =>
            [
                .. Directory.EnumerateDirectories(root)
                    .Where(folder => after is null || string.CompareOrdinal(Path.GetFileName(folder), after[..2]) >= 0)
                    .Order(StringComparer.Ordinal)
                    .SelectMany(static folder => new DirectoryInfo(folder).EnumerateFiles()
                        .OrderBy(static file => file.Name, StringComparer.Ordinal))
                    .Where(file => file.Name.Length == ChecksumLength && file.LastWriteTimeUtc < before.UtcDateTime
                        && (after is null || string.CompareOrdinal(file.Name, after) > 0))
                    .Take(most).Select(static file => file.Name),
            ],
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> Remove(string checksum, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var file = new FileInfo(PathOf(checksum));
            if (!file.Exists || file.LastWriteTimeUtc >= before.UtcDateTime)
            {
                return Task.FromResult(false);
            }

            bytes -= file.Length;
            file.Delete();
            return Task.FromResult(true);
        }
    }

    /// <summary>Takes room for more bytes of a draft.</summary>
    /// <exception cref="FileRefusedException">There is none.</exception>
    internal void Take(long more)
    {
        lock (gate)
        {
            if (bytes + more > options.BytesMax)
            {
                throw new FileRefusedException(FileRefusal.NoRoom, $"Expected at most {options.BytesMax} bytes of files in all.");
            }

            bytes += more;
        }
    }

    /// <summary>A draft has ended; it gives back the room of what it did not leave.</summary>
    internal void End(long unused)
    {
        lock (gate)
        {
            bytes -= unused;
            drafts--;
        }
    }

    /// <summary>Moves a whole file into its place; one that is there already is kept anew.</summary>
    /// <returns>Whether it was new.</returns>
    internal bool Place(string unfinished, string checksum)
    {
        var path = PathOf(checksum);
        var folder = Path.GetDirectoryName(path)!;
        bool isNew;
        lock (gate)
        {
            Directory.CreateDirectory(folder);
            isNew = !File.Exists(path);
            File.SetLastWriteTimeUtc(isNew ? unfinished : path, time.GetUtcNow().UtcDateTime);
            if (isNew)
            {
                File.Move(unfinished, path);
            }
        }

        DurableFile.FlushFolder(folder);
        DurableFile.FlushFolder(root);
        return isNew;
    }

    // A checksum is all that ever becomes part of a path.
    private string PathOf(string checksum) =>
        checksum.Length == ChecksumLength && checksum.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0
            ? Path.Combine(root, checksum[..2], checksum)
            : throw new ArgumentException("Expected a checksum of 64 lower-case hexadecimal digits.");
}
