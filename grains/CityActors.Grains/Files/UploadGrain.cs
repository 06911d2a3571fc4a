using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CityActors.Domain.Files;
using CityActors.Files;

namespace CityActors.Grains.Files;

/// <summary>A file on its way. Whatever goes wrong, nothing of it stays; one that nobody goes on with goes with its activation.</summary>
[Orleans.Placement.PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 5)]
internal sealed class UploadGrain(IFileStore files) : Grain, IUploadGrain
{
    private readonly byte[] head = new byte[ContentTypes.HeadBytes];
    private int headBytes;
    private IFileDraft? draft;
    private Attachment? kept;

    /// <inheritdoc/>
    public async Task Write(long offset, ImmutableArray<byte> piece)
    {
        if (piece.IsDefaultOrEmpty || piece.Length > IUploadGrain.PieceBytesMax)
        {
            throw new ArgumentException($"Expected a piece of 1-{IUploadGrain.PieceBytesMax} bytes.");
        }

        var bytes = draft?.Bytes ?? 0;
        if (kept is not null || offset + piece.Length <= bytes)
        {
            return;
        }

        if (offset != bytes)
        {
            throw new ArgumentException($"Expected the piece at {bytes}, got the one at {offset}.");
        }

        try
        {
            draft ??= files.Begin();
            var content = ImmutableCollectionsMarshal.AsArray(piece)!;
            await draft.Write(content);
            var toHead = Math.Min(content.Length, head.Length - headBytes);
            content.AsSpan(0, toHead).CopyTo(head.AsSpan(headBytes));
            headBytes += toHead;
        }
        catch
        {
            await Abandon();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Attachment> Keep(string name, long bytes, string? contentType)
    {
        if (kept is not null)
        {
            return kept;
        }

        try
        {
            var type = Check(name, bytes, contentType);
            var checksum = await draft!.Keep();
            return kept = new Attachment(checksum, name, type, bytes);
        }
        finally
        {
            await Abandon();
        }
    }

    /// <inheritdoc/>
    public async Task Abandon()
    {
        var left = draft;
        (draft, headBytes) = (null, 0);
        if (left is not null)
        {
            await left.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Abandon();

    private string Check(string name, long bytes, string? contentType)
    {
        if (FileRules.CheckName(name) is { } wrong)
        {
            throw new FileRefusedException(FileRefusal.BadName, wrong);
        }

        if (draft is null || draft.Bytes != bytes || bytes == 0)
        {
            throw new FileRefusedException(
                FileRefusal.Truncated, $"Expected {bytes} bytes of at least 1, {draft?.Bytes ?? 0} came.");
        }

        var type = ContentTypes.Sniff(head.AsSpan(0, headBytes)) ?? throw new FileRefusedException(
            FileRefusal.WrongType, $"Expected content of {string.Join(", ", ContentTypes.Known)}; it is none of them.");
        return contentType is null || contentType == type
            ? type
            : throw new FileRefusedException(FileRefusal.WrongType, $"Expected content of {contentType}, it is {type}.");
    }
}
