using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts;
using CityActors.Domain.Alerts.Suppressions;
using CityActors.Domain.Cases;
using CityActors.Grains.Cases;
using CityActors.Identity;

namespace CityActors.Grains.Alerts.Suppressions;

/// <summary>Suppression windows, one case each; calls take turns.</summary>
internal sealed class SuppressionsGrain(ICaseStore store, TimeProvider time) : Grain, ISuppressionsGrain
{
    private const int KeyMax = 128;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Suppression>> List()
    {
        var page = await Open();
        var windows = await Task.WhenAll(page.Rows.Select(async row =>
        {
            var last = await Last(row.Id) ?? throw new InvalidDataException($"Suppression window {row.Id} has a row and no event.");
            return new Suppression(
                CaseJson.Read<SuppressionDraft>(row.Summary), last.Version, last.Position, last.Actor, last.At,
                CaseJson.Read<Written>(last.Body).Reason);
        }));
        return [.. windows.OrderBy(static each => each.Window.From).ThenBy(static each => each.Window.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<MoveAnswer> Put(SuppressionDraft draft, MoveOrder order)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (SuppressionRules.Problem(draft) is { } problem)
        {
            return new MoveAnswer(MoveOutcome.Invalid, draft.Id ?? "", 0, 0, problem, [], null, null);
        }

        var utc = draft with { From = draft.From.ToUniversalTime(), To = draft.To.ToUniversalTime() };
        var last = await Last(draft.Id);
        if (last is null && (await Open()).Total >= SuppressionBook.WindowsMax)
        {
            return new MoveAnswer(
                MoveOutcome.Refused, draft.Id, 0, 0, $"Expected at most {SuppressionBook.WindowsMax:N0} windows that are not over.", [],
                null, null);
        }

        return await Write("defined", utc, last, order, draft);
    }

    /// <inheritdoc/>
    public async Task<MoveAnswer> End(string id, MoveOrder order)
    {
        var last = await Last(id);
        if (last is null)
        {
            return new MoveAnswer(MoveOutcome.NotFound, id, 0, 0, $"There is no suppression window {id}.", [], null, null);
        }

        var now = time.GetUtcNow();
        var window = CaseJson.Read<SuppressionDraft>(last.Body);
        return window.To <= now
            ? new MoveAnswer(MoveOutcome.Unchanged, id, last.Version, last.Position, null, [], null, null)
            : await Write("ended", window with { From = window.From < now ? window.From : now, To = now }, last, order, id);
    }

    private async Task<MoveAnswer> Write(string type, SuppressionDraft window, CaseEvent? last, MoveOrder order, object asked)
    {
        var id = new CaseId(CaseKinds.Suppression, window.Id);
        if (order.Key is { Length: 0 or > KeyMax } || order.Reason is not { Length: > 0 and <= AlertDecisions.ReasonMax })
        {
            return Answer(
                MoveOutcome.Invalid, $"Expected a reason of 1-{AlertDecisions.ReasonMax:N0} characters, and a key of 1-{KeyMax} if any.");
        }

        var content = MoveContent.Of(asked, order, Caller.Actor);
        if (order.Key is { } used && await store.Remembered(id, used) is { } memory)
        {
            return memory.Content == content
                ? new MoveAnswer(MoveOutcome.Done, window.Id, memory.Version, memory.Position, null, [], null, null)
                : Answer(MoveOutcome.Invalid, $"The key '{used}' was used for another move of this window before.");
        }

        if (order.Expected is { } expected && expected != (last?.Version ?? 0))
        {
            return Answer(MoveOutcome.Conflict, $"Expected version {expected}, the window is at {last?.Version ?? 0}.");
        }

        // Due now: what it hides or hid looks again at once.
        var now = time.GetUtcNow();
        var receipt = await store.Write(new CaseWrite(now, Caller.Tenant, Caller.Actor)
        {
            Appends =
            [
                new CaseAppend(
                    id, last?.Version ?? 0, [new CaseDraft(type, CaseJson.Write(Written.Of(window, order.Reason)))],
                    SuppressionIndex.Row(window, now), order.Key is null ? null : new CaseKey(order.Key, content, "")),
            ],
        });
        return new MoveAnswer(MoveOutcome.Done, window.Id, receipt.Heads[0].Version, receipt.Heads[0].Position, null, [], null, null);

        MoveAnswer Answer(MoveOutcome outcome, string detail) =>
            new(outcome, window.Id, last?.Version ?? 0, last?.Position ?? 0, detail, [], last is null ? null : Entry(last), null);
    }

    private Task<CasePage> Open() => store.Find(new CaseQuery(
        CaseKinds.Suppression, [CaseFilter.Between("to", time.GetUtcNow(), null)], null, SuppressionBook.WindowsMax));

    private async Task<CaseEvent?> Last(string id)
    {
        CaseEvent? last = null;
        for (var more = true; more;)
        {
            var events = await store.Read(new CaseId(CaseKinds.Suppression, id), last?.Version ?? 0, 1_000);
            last = events.IsEmpty ? last : events[^1];
            more = events.Length == 1_000;
        }

        return last;
    }

    private static TimelineEntry Entry(CaseEvent last) => new(
        last.Version, last.Position, last.At, last.Actor, last.Type, CaseJson.Read<Written>(last.Body).Reason, null,
        ImmutableSortedDictionary<string, string>.Empty);

    private sealed record Written(
        string Id, string? Rule, string? Family, string? Type, string? Twin, string? Zone, DateTimeOffset From, DateTimeOffset To,
        string Reason)
    {
        public static Written Of(SuppressionDraft window, string reason) => new(
            window.Id, window.Rule, window.Family, window.Type, window.Twin, window.Zone, window.From, window.To, reason);
    }
}
