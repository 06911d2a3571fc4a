using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts;
using CityActors.Domain.Cases;
using CityActors.Grains.Alerts.Correlation;
using CityActors.Grains.Cases;
using CityActors.Grains.Twins;
using CityActors.Identity;

namespace CityActors.Grains.Alerts;

/// <summary>One alert. Decides in the domain, remembers in the store; its correlator is told by what waits there.</summary>
internal sealed class AlertGrain(ICaseStore store, AlertPorts ports, TimeProvider time) : Grain, IAlertGrain
{
    private const int Attempts = 5;
    private const int KeyMax = 128;
    private AlertBook? book;

    private AlertBook Book => book ??= new AlertBook(this.GetPrimaryKeyString(), store, time);

    /// <inheritdoc/>
    public async Task Hear(ImmutableArray<AlertReport> reports)
    {
        if (reports.IsEmpty)
        {
            return;
        }

        await Book.Open();
        var (title, correlator) = Book.Alert is { } known ? (known.Title, known.Correlator) : await ports.Name(reports[0]);
        var events = ImmutableArray.CreateBuilder<AlertEvent>();
        var messages = ImmutableArray.CreateBuilder<CaseMessage>();
        var alert = Book.Alert;
        var actor = $"rule:{reports[0].Rule}";
        foreach (var report in reports)
        {
            var before = alert;
            var heard = AlertHearing.Decide(alert, report, title, correlator);
            alert = Imagine(alert, heard, actor);
            if (!heard.IsEmpty && alert is not null)
            {
                var hidden = AlertReconsideration.Decide(alert, report.ArrivedAt, await ports.Window(alert.First, report.ArrivedAt));
                alert = Imagine(alert, hidden, actor);
                events.AddRange(heard);
                events.AddRange(hidden);
                AlertTelling.Add(messages, before, alert!);
            }
        }

        if (events.Count > 0)
        {
            await Book.Write(events.ToImmutable(), actor, key: null, messages.ToImmutable());
        }
    }

    /// <inheritdoc/>
    public async Task<MoveAnswer> Do(AlertAction action, MoveOrder order)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (order.Key is { Length: 0 or > KeyMax })
        {
            return Answer(AlertDecision.Invalid($"Expected a key of 1-{KeyMax} characters, got {order.Key.Length}."));
        }

        var content = MoveContent.Of(action, order, Caller.Actor);
        for (var attempt = 1; ; attempt++)
        {
            await Book.Open();
            if (order.Key is { } key && await store.Remembered(Book.Id, key) is { } memory)
            {
                return Again(memory, key, content);
            }

            if (Book.Alert is not { } alert)
            {
                return new MoveAnswer(
                    MoveOutcome.NotFound, Book.Id.Id, 0, 0, $"There is no alert {Book.Id.Id}.", [], null, null);
            }

            var decision = AlertDecisions.Decide(alert, action, order, Caller.Actor, time.GetUtcNow());
            if (decision.Events.IsEmpty)
            {
                return Answer(decision);
            }

            try
            {
                await Book.Write(
                    decision.Events, Caller.Actor,
                    order.Key is null ? null : new CaseKey(order.Key, content, nameof(MoveOutcome.Done)), []);
                return Answer(decision);
            }
            catch (Exception raced) when (raced is CaseConflictException or CaseKeyUsedException && attempt < Attempts)
            {
                // Somebody wrote in between, as two activations can for a moment: it is read again and decided anew.
            }
        }
    }

    /// <inheritdoc/>
    public async Task Reconsider()
    {
        await Book.Open();
        if (Book.Alert is not { } alert)
        {
            return;
        }

        var now = time.GetUtcNow();
        var events = AlertReconsideration.Decide(alert, now, await ports.Window(alert.First, now));
        if (!events.IsEmpty)
        {
            var messages = ImmutableArray.CreateBuilder<CaseMessage>();
            AlertTelling.Add(messages, alert, Imagine(alert, events, Caller.DefaultActor)!);
            await Book.Write(events, Caller.DefaultActor, key: null, messages.ToImmutable());
        }
    }

    /// <inheritdoc/>
    public async Task<AlertState?> Read()
    {
        await Book.Open();
        return Book.Alert is { } alert ? AlertViews.Show(alert) : null;
    }

    /// <inheritdoc/>
    public async Task<TimelinePage> Timeline(long after, int most)
    {
        Most.Check(most, 1_000);
        var events = await store.Read(Book.Id, after, most);
        return new TimelinePage(
            [.. events.Select(static each => AlertTimeline.Entry(AlertIndex.Recorded(each)))],
            events.Length == most ? events[^1].Version : null);
    }

    private Alert? Imagine(Alert? alert, ImmutableArray<AlertEvent> events, string actor) =>
        events.Aggregate(alert, (before, happened) => Book.Imagine(before, happened, actor));

    private MoveAnswer Answer(AlertDecision decision) => new(
        decision.Outcome, Book.Id.Id, Book.Alert?.Version ?? 0, Book.Alert?.Position ?? 0, decision.Detail,
        decision.Outcome is MoveOutcome.Refused or MoveOutcome.Conflict && Book.Alert is { } alert ? AlertMoves.Allowed(alert) : [],
        decision.Last, null);

    private MoveAnswer Again(CaseMemory memory, string key, string content) => memory.Content == content
        ? new MoveAnswer(MoveOutcome.Done, Book.Id.Id, memory.Version, memory.Position, null, [], null, null)
        : Answer(AlertDecision.Invalid($"The key '{key}' was used for another move of this alert before."));
}
