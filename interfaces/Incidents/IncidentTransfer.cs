using System.Collections.Immutable;
using CityActors.Files;

namespace CityActors.Incidents;

/// <summary>What one incident hands over to another. Told by the store's outbox until it is taken; taken once.</summary>
/// <param name="Id">Its name, from the incident and version that began it: what is taken under a name is not taken again.</param>
/// <param name="From">Incident that began it.</param>
/// <param name="Version">Its version then: its timeline up to here belongs to what is handed over.</param>
/// <param name="IsSplit">True: a part was split off, and the taker begins with it. False: all of a merged incident.</param>
/// <param name="Opening">What the other is or was, with alerts, twins and KPIs that go over.</param>
/// <param name="People">People that go over.</param>
/// <param name="Attachments">Attachments that go over.</param>
/// <param name="Path">Incidents that passed it on, oldest first: merges that go in a circle are found by it.</param>
/// <param name="Work">Work orders that go over.</param>
/// <param name="News">What was said of alerts that are not among those of the opening: it counts where they are linked.</param>
[GenerateSerializer, Immutable, Alias("city.IncidentTransfer")]
public sealed record IncidentTransfer(
    [property: Id(0)] string Id,
    [property: Id(1)] string From,
    [property: Id(2)] long Version,
    [property: Id(3)] bool IsSplit,
    [property: Id(4)] IncidentOpening Opening,
    [property: Id(5)] ImmutableArray<IncidentPerson> People,
    [property: Id(6)] ImmutableArray<Attachment> Attachments,
    [property: Id(7)] ImmutableArray<string> Path,
    [property: Id(8)] ImmutableArray<IncidentWork> Work,
    [property: Id(9)] ImmutableArray<IncidentAlert> News);

/// <summary>Somebody who has to do with an incident.</summary>
/// <param name="Name">1-100 characters.</param>
/// <param name="Role">What he is in it, 1-64 characters: <c>commander</c>, <c>reporter</c>, <c>contact</c>…</param>
[GenerateSerializer, Immutable, Alias("city.IncidentPerson")]
public sealed record IncidentPerson([property: Id(0)] string Name, [property: Id(1)] string Role);
