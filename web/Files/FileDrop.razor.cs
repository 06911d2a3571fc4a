using System.Collections.Immutable;
using CityActors.Files;
using CityActors.Web.Console.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Logging;

namespace CityActors.Web.Files;

/// <summary>
/// Takes a file from the browser into the city. Pieces go one after the other, so that a slow city or line holds up this file alone;
/// what is refused leaves nothing behind.
/// </summary>
public sealed partial class FileDrop : ComponentBase
{
    // The city says itself how large a file may be; this only keeps a browser from sending for ever.
    private const long BytesMax = 1L << 30;

    private long? sent;
    private long size;
    private string refused = "";

    /// <summary>A file was kept.</summary>
    [Parameter]
    public EventCallback<Attachment> OnKept { get; set; }

    /// <summary>Whether something else is being done.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private Operator Who { get; set; } = null!;

    [Inject]
    private ILogger<FileDrop> Logger { get; set; } = null!;

    private async Task Take(InputFileChangeEventArgs chosen)
    {
        var file = chosen.File;
        var upload = Grains.GetGrain<IUploadGrain>(Guid.NewGuid().ToString("N"));
        (sent, size, refused) = (0, file.Size, "");
        Who.Sign();
        Attachment? kept = null;
        try
        {
            await Send(file, upload);
            kept = await upload.Keep(file.Name, file.Size, null);
        }
        catch (FileRefusedException problem)
        {
            refused = T["Refused." + problem.Refusal];
        }
        catch (Exception problem)
        {
            LogFailed(Logger, problem);
            refused = T["Failed"];
            await Abandon(upload);
        }
        finally
        {
            sent = null;
        }

        if (kept is not null)
        {
            await OnKept.InvokeAsync(kept);
        }
    }

    private async Task Send(IBrowserFile file, IUploadGrain upload)
    {
        await using var content = file.OpenReadStream(BytesMax);
        var piece = new byte[IUploadGrain.PieceBytesMax];
        for (var offset = 0L; ;)
        {
            var read = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false);
            if (read == 0)
            {
                return;
            }

            await upload.Write(offset, [.. piece.AsSpan(0, read)]);
            offset += read;
            sent = offset;
            StateHasChanged();
        }
    }

    private async Task Abandon(IUploadGrain upload)
    {
        try
        {
            await upload.Abandon();
        }
        catch (Exception problem)
        {
            // What is left alone is thrown away by the city itself.
            LogFailed(Logger, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file could not be taken in.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
