using System.Collections.Immutable;
using System.Text;
using CityActors.Quarantine;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace CityActors.Web.Quarantine;

/// <summary>What was refused, page by page, newest first; chosen entries are fed again or removed for good.</summary>
public sealed partial class QuarantinePage : ComponentBase
{
    private const int PageSize = 50;
    private const int PayloadShownMax = 2_000;

    // Where the pages before this one began, so that one can go back; the first page begins at null.
    private readonly Stack<string?> before = new();
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private CityActors.Quarantine.QuarantinePage? page;
    private string? at;
    private string? source;
    private string message = "";
    private bool isBusy;
    private bool isSure;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private ILogger<QuarantinePage> Logger { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => Read(null);

    private Task Read(string? from) => Ask(async grain =>
    {
        page = await grain.List(string.IsNullOrWhiteSpace(source) ? null : source.Trim(), from, PageSize);
        at = from;
        chosen.Clear();
        isSure = false;
    });

    private Task Filter(string? wanted)
    {
        source = wanted;
        before.Clear();
        return Read(null);
    }

    private Task Older()
    {
        before.Push(at);
        return Read(page!.Next);
    }

    private Task Newer() => Read(before.Pop());

    private void Select(string id)
    {
        isSure = false;
        if (!chosen.Remove(id))
        {
            chosen.Add(id);
        }
    }

    private async Task Replay()
    {
        await Ask(async grain =>
        {
            var done = await grain.Replay([.. chosen]);
            message = T["Replayed", done.Accepted, done.Refused, done.Unknown];
        });
        await Read(at);
    }

    // What is discarded is gone, so the button asks once more.
    private async Task Discard()
    {
        if (!isSure)
        {
            isSure = true;
            return;
        }

        await Ask(async grain => message = T["Discarded", await grain.Discard([.. chosen])]);
        await Read(at);
    }

    private async Task Ask(Func<IQuarantineGrain, Task> ask)
    {
        isBusy = true;
        try
        {
            await ask(Grains.GetGrain<IQuarantineGrain>(0));
        }
        catch (Exception problem)
        {
            LogFailed(Logger, problem);
            message = T["Failed"];
        }
        finally
        {
            isBusy = false;
        }
    }

    private string Reason(string reason) => T["Reason." + reason] is { ResourceNotFound: false } text ? text.Value : reason;

    private static string Text(ImmutableArray<byte> payload)
    {
        var text = Encoding.UTF8.GetString(payload.AsSpan());
        var shown = text.Length > PayloadShownMax ? text[..PayloadShownMax] + "…" : text;
        return string.Concat(shown.Select(static letter => char.IsControl(letter) && letter is not ('\n' or '\t') ? '\uFFFD' : letter));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The quarantine could not be asked.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
