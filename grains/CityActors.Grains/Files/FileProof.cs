using System.Runtime.InteropServices;
using CityActors.Domain.Files;
using CityActors.Files;

namespace CityActors.Grains.Files;

/// <summary>Whether an attachment is what it says.</summary>
internal static class FileProof
{
    /// <summary>Null when there is a file of this checksum, size and type; else a sentence.</summary>
    public static async Task<string?> Check(IFileStore files, Attachment attachment)
    {
        if (await files.Size(attachment.Checksum) is not { } bytes)
        {
            return $"There is no file {attachment.Checksum}: upload it first.";
        }

        var head = await files.Read(attachment.Checksum, 0, ContentTypes.HeadBytes);
        var type = head is { } content ? ContentTypes.Sniff(ImmutableCollectionsMarshal.AsArray(content)) : null;
        return bytes == attachment.Bytes && type == attachment.ContentType
            ? null
            : $"File {attachment.Checksum} is {type} of {bytes} bytes, not {attachment.ContentType} of {attachment.Bytes}.";
    }
}
