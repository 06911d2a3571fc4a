using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts.Suppressions;
using CityActors.Domain.Cases;
using CityActors.Grains.Cases;
using CityActors.Grains.Loops;

namespace CityActors.Grains.Alerts.Suppressions;

/// <summary>The windows that are not over, at hand: every alert asks for them. Read again when one was written.</summary>
internal sealed class SuppressionBook(ICaseStore store, TimeProvider time) : ICityLoop
{
    /// <summary>Most windows that are not over.</summary>
    public const int WindowsMax = 1_000;

    private const int SliceMax = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private ImmutableArray<SuppressionDraft> windows = [];

    /// <inheritdoc/>
    public string Name => "suppressions";

    /// <summary>Whether there are no windows at all.</summary>
    public bool IsEmpty => windows.IsEmpty;

    /// <summary>Id of the window that covers an alert at a moment; null: none does.</summary>
    public string? Covering(AlertReport report, ImmutableArray<string> zones, DateTimeOffset at)
    {
        foreach (var window in windows)
        {
            if (SuppressionRules.Covers(window, report, zones, at))
            {
                return window.Id;
            }
        }

        return null;
    }

    /// <summary>Reads the windows again.</summary>
    public async Task Refresh(CancellationToken cancellationToken = default)
    {
        var page = await store.Find(
            new CaseQuery(
                CaseKinds.Suppression, [CaseFilter.Between("to", time.GetUtcNow(), null)], null, WindowsMax),
            cancellationToken);
        windows =
        [
            .. page.Rows.Select(static row => CaseJson.Read<SuppressionDraft>(row.Summary))
                .OrderBy(static window => window.From).ThenBy(static window => window.Id, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public Task Prepare(CancellationToken cancellationToken) => Refresh(cancellationToken);

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        for (long position = 0; ;)
        {
            var seen = store.Writes;
            var slice = await store.ReadAll([CaseKinds.Suppression], position, SliceMax, cancellationToken);
            if (!slice.Events.IsEmpty)
            {
                await Refresh(cancellationToken);
            }

            if (slice.Position == position)
            {
                await store.Written(seen, cancellationToken);
                await Task.Delay(Pause, time, cancellationToken); // alerts write much, and windows are rare
            }

            position = slice.Position;
        }
    }
}
