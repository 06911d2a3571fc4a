using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using CityActors.Files;
using CityActors.Grains.Files;

namespace CityActors.Grains.Tests.Memory.Files;

/// <summary>Files in memory.</summary>
public sealed class MemoryFiles : IFileStore
{
    private readonly ConcurrentDictionary<string, (byte[] Content, DateTimeOffset KeptAt)> files = new();
    private int drafts;

    /// <summary>Files that are on their way.</summary>
    public int Drafts => drafts;

    public int Count => files.Count;

    public IFileDraft Begin()
    {
        Interlocked.Increment(ref drafts);
        return new Draft(this);
    }

    public Task<long?> Size(string checksum, CancellationToken cancellationToken = default) =>
        Task.FromResult<long?>(files.TryGetValue(checksum, out var file) ? file.Content.Length : null);

    public Task<ImmutableArray<byte>?> Read(
        string checksum, long offset, int most, CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<byte>?>(
            files.TryGetValue(checksum, out var file) ? [.. file.Content.Skip((int)offset).Take(most)] : null);

    public Task<ImmutableArray<string>> Older(
        DateTimeOffset before, string? after, int most, CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<string>>(
        [
            .. files.Where(pair => pair.Value.KeptAt < before && string.CompareOrdinal(pair.Key, after) > 0)
                .Select(static pair => pair.Key).Order(StringComparer.Ordinal).Take(most),
        ]);

    public Task<bool> Remove(string checksum, DateTimeOffset before, CancellationToken cancellationToken = default) =>
        Task.FromResult(files.TryGetValue(checksum, out var file) && file.KeptAt < before && files.TryRemove(checksum, out _));

    private sealed class Draft(MemoryFiles store) : IFileDraft
    {
        private readonly MemoryStream content = new();
        private bool isEnded;

        public long Bytes => content.Length;

        public Task Write(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken = default)
        {
            content.Write(piece.Span);
            return Task.CompletedTask;
        }

        public Task<string> Keep(CancellationToken cancellationToken = default)
        {
            var checksum = Convert.ToHexStringLower(SHA256.HashData(content.ToArray()));
            store.files[checksum] = (content.ToArray(), DateTimeOffset.UtcNow);
            return Task.FromResult(checksum);
        }

        public ValueTask DisposeAsync()
        {
            if (!isEnded)
            {
                isEnded = true;
                Interlocked.Decrement(ref store.drafts);
            }

            return ValueTask.CompletedTask;
        }
    }
}
