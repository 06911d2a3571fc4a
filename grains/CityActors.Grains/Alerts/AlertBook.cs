using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts;
using CityActors.Domain.Cases;
using CityActors.Grains.Cases;
using CityActors.Identity;

namespace CityActors.Grains.Alerts;

/// <summary>
/// The events of one alert and the alert that they make. Events are durable, with everything that follows from them, before they are
/// taken over; after a failure the alert is read again, for nobody knows how much was written.
/// </summary>
internal sealed class AlertBook(string episode, ICaseStore store, TimeProvider time)
{
    private const int EventsAtOnce = 1_000;
    private bool isRead;

    /// <summary>The alert; null when there is none.</summary>
    public Alert? Alert { get; private set; }

    /// <summary>Which case it is.</summary>
    public CaseId Id { get; } = new(CaseKinds.Alert, episode);

    /// <summary>Reads the alert, unless it was read before.</summary>
    public async ValueTask Open()
    {
        if (isRead)
        {
            return;
        }

        Alert? read = null;
        for (var more = true; more;)
        {
            var events = await store.Read(Id, read?.Version ?? 0, EventsAtOnce);
            read = AlertIndex.Fold(events, read);
            more = events.Length == EventsAtOnce;
        }

        (Alert, isRead) = (read, true);
    }

    /// <summary>The alert as it would be after an event.</summary>
    public Alert Imagine(Alert? alert, AlertEvent happened, string actor) => AlertFold.Apply(
        episode, alert, new Recorded<AlertEvent>((alert?.Version ?? 0) + 1, 0, time.GetUtcNow(), actor, happened.Reason, happened));

    /// <summary>Writes events and what follows from them, in one.</summary>
    /// <param name="events">What happened; may be empty when only a key is kept.</param>
    /// <param name="actor">Who.</param>
    /// <param name="key">Key of the move; null when it has none.</param>
    /// <param name="messages">Who is to be told.</param>
    public async Task Write(ImmutableArray<AlertEvent> events, string actor, CaseKey? key, ImmutableArray<CaseMessage> messages)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var after = Apply(Alert, events, at, actor, position: 0);
        try
        {
            var receipt = await store.Write(new CaseWrite(at, Caller.Tenant, actor)
            {
                Appends =
                [
                    new CaseAppend(Id, Alert?.Version ?? 0, [.. events.Select(AlertIndex.Draft)], AlertIndex.Row(after!), key),
                ],
                Messages = messages,
            });

            // Positions are known now: the events are taken over as they will be read.
            Alert = Apply(Alert, events, at, actor, receipt.Heads[0].Position - events.Length + 1);
        }
        catch
        {
            isRead = false;
            throw;
        }
    }

    private Alert? Apply(Alert? alert, ImmutableArray<AlertEvent> events, DateTimeOffset at, string actor, long position)
    {
        foreach (var happened in events)
        {
            alert = AlertFold.Apply(
                episode, alert, new Recorded<AlertEvent>((alert?.Version ?? 0) + 1, position++, at, actor, happened.Reason, happened));
        }

        return alert;
    }
}
