using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CityActors.Cases;
using CityActors.Files;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents;

/// <summary>What has happened to an incident. Kept as JSON for ever: a word once given stays, members are only added.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(IncidentOpened), "opened")]
[JsonDerivedType(typeof(IncidentAcknowledged), "acknowledged")]
[JsonDerivedType(typeof(IncidentStarted), "started")]
[JsonDerivedType(typeof(IncidentResolved), "resolved")]
[JsonDerivedType(typeof(IncidentClosed), "closed")]
[JsonDerivedType(typeof(IncidentReopened), "reopened")]
[JsonDerivedType(typeof(IncidentDescribed), "described")]
[JsonDerivedType(typeof(IncidentGraded), "graded")]
[JsonDerivedType(typeof(IncidentAssigned), "assigned")]
[JsonDerivedType(typeof(PersonAdded), "person-added")]
[JsonDerivedType(typeof(PersonRemoved), "person-removed")]
[JsonDerivedType(typeof(IncidentNoted), "noted")]
[JsonDerivedType(typeof(FileAttached), "attached")]
[JsonDerivedType(typeof(FileDetached), "detached")]
[JsonDerivedType(typeof(AlertsLinked), "alerts-linked")]
[JsonDerivedType(typeof(AlertsUnlinked), "alerts-unlinked")]
[JsonDerivedType(typeof(AlertTold), "alert-told")]
[JsonDerivedType(typeof(AlertsCleared), "alerts-cleared")]
[JsonDerivedType(typeof(TwinsLinked), "twins-linked")]
[JsonDerivedType(typeof(TwinsUnlinked), "twins-unlinked")]
[JsonDerivedType(typeof(KpisLinked), "kpis-linked")]
[JsonDerivedType(typeof(KpisUnlinked), "kpis-unlinked")]
[JsonDerivedType(typeof(IncidentMerged), "merged")]
[JsonDerivedType(typeof(IncidentSplit), "split")]
[JsonDerivedType(typeof(TransferBegun), "begun")]
[JsonDerivedType(typeof(TransferTaken), "taken")]
[JsonDerivedType(typeof(TransferPassed), "passed")]
[JsonDerivedType(typeof(WorkTold), "work-told")]
public abstract record IncidentEvent;

/// <summary>It was opened for its cause.</summary>
public sealed record IncidentOpened(IncidentOpening Opening) : IncidentEvent;

/// <summary>Somebody has seen it.</summary>
public sealed record IncidentAcknowledged : IncidentEvent;

/// <summary>It is being dealt with.</summary>
public sealed record IncidentStarted : IncidentEvent;

/// <summary>It is over, and how.</summary>
public sealed record IncidentResolved(string Resolution) : IncidentEvent;

/// <summary>It is closed.</summary>
public sealed record IncidentClosed : IncidentEvent;

/// <summary>It is open again; after merges that went in a circle it stands for itself again, too.</summary>
public sealed record IncidentReopened : IncidentEvent;

/// <summary>Its title and description were changed.</summary>
public sealed record IncidentDescribed(string Title, string? Description) : IncidentEvent;

/// <summary>Its severity was changed.</summary>
public sealed record IncidentGraded(Severity Severity) : IncidentEvent;

/// <summary>Its owner was changed; null: nobody.</summary>
public sealed record IncidentAssigned(string? Owner) : IncidentEvent;

/// <summary>Somebody has a role in it.</summary>
public sealed record PersonAdded(IncidentPerson Person) : IncidentEvent;

/// <summary>Somebody has a role in it no more.</summary>
public sealed record PersonRemoved(IncidentPerson Person) : IncidentEvent;

/// <summary>Somebody wrote a note.</summary>
public sealed record IncidentNoted(string Text) : IncidentEvent;

/// <summary>A file was attached.</summary>
public sealed record FileAttached(Attachment Attachment) : IncidentEvent;

/// <summary>A file was taken away.</summary>
public sealed record FileDetached(Attachment Attachment) : IncidentEvent;

/// <summary>Alerts were linked that were not before.</summary>
public sealed record AlertsLinked(ImmutableArray<IncidentAlert> Alerts) : IncidentEvent;

/// <summary>Alerts were taken out.</summary>
public sealed record AlertsUnlinked(ImmutableArray<string> Episodes) : IncidentEvent;

/// <summary>An alert was cleared or came again.</summary>
public sealed record AlertTold(string Episode, bool IsCleared) : IncidentEvent;

/// <summary>All linked alerts are cleared now.</summary>
public sealed record AlertsCleared : IncidentEvent;

/// <summary>Twins were linked.</summary>
public sealed record TwinsLinked(ImmutableArray<string> Twins) : IncidentEvent;

/// <summary>Twins were taken out.</summary>
public sealed record TwinsUnlinked(ImmutableArray<string> Twins) : IncidentEvent;

/// <summary>KPIs were linked.</summary>
public sealed record KpisLinked(ImmutableArray<string> Kpis) : IncidentEvent;

/// <summary>KPIs were taken out.</summary>
public sealed record KpisUnlinked(ImmutableArray<string> Kpis) : IncidentEvent;

/// <summary>It was merged: closed, its links are on their way.</summary>
public sealed record IncidentMerged(string Into, int Alerts) : IncidentEvent;

/// <summary>A part of it was split off and is on its way.</summary>
public sealed record IncidentSplit(string Into, ImmutableArray<string> Episodes, ImmutableArray<string> Twins) : IncidentEvent;

/// <summary>It began with what another one split off.</summary>
public sealed record TransferBegun(IncidentTransfer Transfer) : IncidentEvent;

/// <summary>It took over what was merged into it.</summary>
public sealed record TransferTaken(IncidentTransfer Transfer) : IncidentEvent;

/// <summary>Merged itself, it passed on what was meant for it.</summary>
public sealed record TransferPassed(string Transfer, string Into) : IncidentEvent;

/// <summary>A work order of it went on.</summary>
public sealed record WorkTold(IncidentWork Work) : IncidentEvent;
