using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Grains.Cases;

namespace CityActors.Grains.Incidents;

/// <summary>How cases of a kind are made of their events, and what follows from these.</summary>
/// <param name="Fold">The case after an event.</param>
/// <param name="Entry">The event in the timeline.</param>
/// <param name="Row">The case in lists.</param>
/// <param name="Allowed">Names of the moves that it allows.</param>
/// <param name="Messages">What is told: the case afterwards, what was written, what the decision wants told.</param>
internal sealed record CaseWays<TCase, TEvent>(
    Func<TCase?, Recorded<TEvent>, TCase?> Fold,
    Func<Recorded<TEvent>, TimelineEntry> Entry,
    Func<TCase, CaseRow> Row,
    Func<TCase, ImmutableArray<string>> Allowed,
    Func<TCase, IReadOnlyList<Recorded<TEvent>>, ImmutableArray<Tell>, ImmutableArray<CaseMessage>> Messages)
    where TCase : class
    where TEvent : class
{
    /// <summary>An event as it is written.</summary>
    public CaseDraft Draft(Recorded<TEvent> recorded) =>
        new(Entry(recorded).Kind, CaseJson.Write(new Body(recorded.Reason, recorded.Event)));

    /// <summary>An event as it was written.</summary>
    public Recorded<TEvent> Recorded(CaseEvent kept)
    {
        var body = CaseJson.Read<Body>(kept.Body);
        return new Recorded<TEvent>(kept.Version, kept.Position, kept.At, kept.Actor, body.Reason, body.Event);
    }

    /// <summary>The row of a case from all its events.</summary>
    public CaseRow Project(IReadOnlyList<CaseEvent> events)
    {
        var made = events.Aggregate(default(TCase), (made, kept) => Fold(made, Recorded(kept)));
        return Row(made ?? throw new InvalidDataException($"The events of case {events[0].Case} do not begin with its beginning."));
    }

    private sealed record Body(string? Reason, TEvent Event);
}
