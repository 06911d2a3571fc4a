using CityActors.Files;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CityActors.Web.Api.Cases;

/// <summary>
/// Takes a file of a request into the city, piece by piece: the body itself, or the one file of a multipart form. Whatever goes wrong,
/// nothing of it stays.
/// </summary>
internal static class AttachmentUpload
{
    /// <summary>Media type of forms.</summary>
    public const string Form = "multipart/form-data";

    private const int BoundaryMax = 70;

    /// <summary>Takes it in.</summary>
    /// <exception cref="RefusedException">There is no file, or it is not taken.</exception>
    public static async Task<Attachment> Take(HttpContext context, string? name, IGrainFactory grains)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type))
        {
            throw new RefusedException(
                ProblemKind.UnsupportedMediaType, $"Expected a file or {Form}, got {Short.Quote(context.Request.ContentType)}.",
                "header Content-Type");
        }

        try
        {
            return type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase)
                ? await TakeForm(context, type, name, grains)
                : await Take(context, context.Request.Body, name, Said(type), context.Request.ContentLength, grains);
        }
        catch (FileRefusedException refused)
        {
            throw new RefusedException(
                refused.Refusal switch
                {
                    FileRefusal.TooLarge => ProblemKind.TooLarge,
                    FileRefusal.WrongType => ProblemKind.UnsupportedMediaType,
                    FileRefusal.NoRoom => ProblemKind.NotReady,
                    _ => ProblemKind.BadRequestData,
                },
                refused.Message, refused.Refusal == FileRefusal.BadName ? "query name" : "body");
        }
    }

    private static async Task<Attachment> TakeForm(HttpContext context, MediaTypeHeaderValue type, string? name, IGrainFactory grains)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > BoundaryMax)
        {
            throw new RefusedException(
                ProblemKind.InvalidRequest, $"Expected a boundary of 1-{BoundaryMax} characters.", "header Content-Type");
        }

        var reader = new MultipartReader(boundary, context.Request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 << 10 };
        try
        {
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition())
                {
                    var said = MediaTypeHeaderValue.TryParse(section.ContentType, out var of) ? Said(of) : null;
                    var file = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
                    return await Take(
                        context, section.Body, name ?? HeaderUtilities.RemoveQuotes(file).ToString(), said, null, grains);
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new RefusedException(ProblemKind.InvalidRequest, $"The form cannot be read: {broken.Message}", "body");
        }

        throw new RefusedException(ProblemKind.BadRequestData, "Expected a form with a file, it has none.", "body");
    }

    private static async Task<Attachment> Take(
        HttpContext context, Stream body, string? name, string? said, long? expected, IGrainFactory grains)
    {
        var upload = grains.GetGrain<IUploadGrain>(Guid.NewGuid().ToString("N"));
        try
        {
            var piece = new byte[IUploadGrain.PieceBytesMax];
            long bytes = 0;
            for (int read; (read = await body.ReadAtLeastAsync(piece, piece.Length, false, context.RequestAborted)) > 0; bytes += read)
            {
                await upload.Write(bytes, [.. piece.AsSpan(0, read)]);
            }

            return await upload.Keep(name ?? "", expected ?? bytes, said);
        }
        catch
        {
            await upload.Abandon();
            throw;
        }
    }

    // A sender that does not know says that it is some bytes; then the content alone decides.
    private static string? Said(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            ? null
            : type.MediaType.ToString().ToLowerInvariant();
}
