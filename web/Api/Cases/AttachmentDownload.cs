using System.Collections.Immutable;
using System.Globalization;
using CityActors.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CityActors.Web.Api.Cases;

/// <summary>
/// Sends a file of a case. A browser stores it and never shows it as a page of ours: it is told not to guess its type, and not to run
/// anything of it.
/// </summary>
internal sealed class AttachmentDownload(Attachment attachment, IGrainFactory grains) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var files = grains.GetGrain<IFilesGrain>(0);
        var response = httpContext.Response;
        var piece = await files.Read(attachment.Checksum, 0, IUploadGrain.PieceBytesMax);
        if (piece is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(attachment.Name);
        response.ContentType = attachment.ContentType;
        response.ContentLength = attachment.Bytes;
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{attachment.Checksum}\"");
        for (long sent = 0; piece is { Length: > 0 } some; piece = await files.Read(attachment.Checksum, sent, IUploadGrain.PieceBytesMax))
        {
            await response.BodyWriter.WriteAsync(some.AsMemory(), httpContext.RequestAborted);
            sent += some.Length;
        }
    }
}
