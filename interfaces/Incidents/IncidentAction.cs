using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Files;

namespace CityActors.Incidents;

/// <summary>
/// A move of an incident. Which ones are allowed when: <see cref="IncidentState.Allowed"/> and the answer to a refused one.
/// </summary>
[GenerateSerializer, Immutable, Alias("city.IncidentAction")]
public abstract record IncidentAction;

/// <summary>Says that it was seen. From open. The second who says so is told who was first.</summary>
[GenerateSerializer, Immutable, Alias("city.AcknowledgeIncident")]
public sealed record AcknowledgeIncident : IncidentAction;

/// <summary>Begins to deal with it. From acknowledged, or from resolved when it turns out not to be over.</summary>
[GenerateSerializer, Immutable, Alias("city.StartIncident")]
public sealed record StartIncident : IncidentAction;

/// <summary>Says that it is over and how. From acknowledged or in progress.</summary>
/// <param name="Resolution">1-10,000 characters.</param>
[GenerateSerializer, Immutable, Alias("city.ResolveIncident")]
public sealed record ResolveIncident([property: Id(0)] string Resolution) : IncidentAction;

/// <summary>Closes it. From resolved.</summary>
[GenerateSerializer, Immutable, Alias("city.CloseIncident")]
public sealed record CloseIncident : IncidentAction;

/// <summary>Opens it again. From resolved or closed; needs a reason. A merged one stays closed.</summary>
[GenerateSerializer, Immutable, Alias("city.ReopenIncident")]
public sealed record ReopenIncident : IncidentAction;

/// <summary>Changes title and description.</summary>
/// <param name="Title">1-200 characters.</param>
/// <param name="Description">At most 10,000 characters.</param>
[GenerateSerializer, Immutable, Alias("city.DescribeIncident")]
public sealed record DescribeIncident([property: Id(0)] string Title, [property: Id(1)] string? Description) : IncidentAction;

/// <summary>Says how bad it is.</summary>
[GenerateSerializer, Immutable, Alias("city.GradeIncident")]
public sealed record GradeIncident([property: Id(0)] Severity Severity) : IncidentAction;

/// <summary>Says who answers for it; null: nobody does.</summary>
/// <param name="Owner">1-100 characters.</param>
[GenerateSerializer, Immutable, Alias("city.AssignIncident")]
public sealed record AssignIncident([property: Id(0)] string? Owner) : IncidentAction;

/// <summary>Adds somebody in a role; he may have several. At most 200.</summary>
[GenerateSerializer, Immutable, Alias("city.AddPerson")]
public sealed record AddPerson([property: Id(0)] IncidentPerson Person) : IncidentAction;

/// <summary>Takes somebody out of a role.</summary>
[GenerateSerializer, Immutable, Alias("city.RemovePerson")]
public sealed record RemovePerson([property: Id(0)] IncidentPerson Person) : IncidentAction;

/// <summary>Writes a note into the timeline, also of a closed one.</summary>
/// <param name="Text">1-10,000 characters.</param>
[GenerateSerializer, Immutable, Alias("city.NoteIncident")]
public sealed record NoteIncident([property: Id(0)] string Text) : IncidentAction;

/// <summary>Attaches a file that is kept already (<see cref="IUploadGrain"/>). At most 200.</summary>
[GenerateSerializer, Immutable, Alias("city.AttachToIncident")]
public sealed record AttachToIncident([property: Id(0)] Attachment Attachment) : IncidentAction;

/// <summary>Takes an attached file away; the timeline keeps its name and checksum.</summary>
[GenerateSerializer, Immutable, Alias("city.DetachFromIncident")]
public sealed record DetachFromIncident([property: Id(0)] string Checksum) : IncidentAction;

/// <summary>
/// Links alerts; those that are linked already change nothing. A merged incident passes them on. At most 300 at once and 5,000 in all.
/// </summary>
[GenerateSerializer, Immutable, Alias("city.LinkAlerts")]
public sealed record LinkAlerts([property: Id(0)] ImmutableArray<IncidentAlert> Alerts) : IncidentAction;

/// <summary>Takes alerts out, by episode. At most 300 at once.</summary>
[GenerateSerializer, Immutable, Alias("city.UnlinkAlerts")]
public sealed record UnlinkAlerts([property: Id(0)] ImmutableArray<string> Episodes) : IncidentAction;

/// <summary>
/// Says that an alert was cleared, or came again. When all are cleared the timeline says so once. Said before the alert is linked,
/// it counts when it is; a merged incident passes it on. Never refused.
/// </summary>
[GenerateSerializer, Immutable, Alias("city.TellAlert")]
public sealed record TellAlert([property: Id(0)] string Episode, [property: Id(1)] bool IsCleared) : IncidentAction;

/// <summary>Links twins by URN. At most 300 at once and 1,000 in all.</summary>
[GenerateSerializer, Immutable, Alias("city.LinkTwins")]
public sealed record LinkTwins([property: Id(0)] ImmutableArray<string> Twins) : IncidentAction;

/// <summary>Takes twins out that were linked by hand.</summary>
[GenerateSerializer, Immutable, Alias("city.UnlinkTwins")]
public sealed record UnlinkTwins([property: Id(0)] ImmutableArray<string> Twins) : IncidentAction;

/// <summary>Links KPI definitions by id. At most 200.</summary>
[GenerateSerializer, Immutable, Alias("city.LinkKpis")]
public sealed record LinkKpis([property: Id(0)] ImmutableArray<string> Kpis) : IncidentAction;

/// <summary>Takes KPIs out.</summary>
[GenerateSerializer, Immutable, Alias("city.UnlinkKpis")]
public sealed record UnlinkKpis([property: Id(0)] ImmutableArray<string> Kpis) : IncidentAction;

/// <summary>
/// Merges it into another: it closes, points to the other, and its alerts, twins, KPIs, people, attachments and timeline go over.
/// Durable here first, then told until the other has it.
/// </summary>
[GenerateSerializer, Immutable, Alias("city.MergeIncident")]
public sealed record MergeIncident([property: Id(0)] string Into) : IncidentAction;

/// <summary>Makes a new incident of some of its alerts and twins. Durable here first, then told until the new one has them.</summary>
/// <param name="Episodes">Linked alerts that go over; at least one, or one twin.</param>
/// <param name="Twins">Twins linked by hand that go over.</param>
/// <param name="Title">Title of the new one, 1-200 characters.</param>
[GenerateSerializer, Immutable, Alias("city.SplitIncident")]
public sealed record SplitIncident(
    [property: Id(0)] ImmutableArray<string> Episodes,
    [property: Id(1)] ImmutableArray<string> Twins,
    [property: Id(2)] string Title) : IncidentAction;

/// <summary>Says how far a work order of this incident is. Told by the work order; never refused.</summary>
[GenerateSerializer, Immutable, Alias("city.TellWork")]
public sealed record TellWork([property: Id(0)] IncidentWork Work) : IncidentAction;
