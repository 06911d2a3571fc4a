using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CityActors.Incidents;

namespace CityActors.Domain.Alerts.Correlation;

/// <summary>What a correlator tells an incident. Kept as JSON until it is told.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(OpenTell), "open")]
[JsonDerivedType(typeof(JoinTell), "join")]
[JsonDerivedType(typeof(OverTell), "over")]
public abstract record IncidentTell;

/// <summary>It is to be opened.</summary>
public sealed record OpenTell(IncidentOpening Opening) : IncidentTell;

/// <summary>Alerts belong to it.</summary>
public sealed record JoinTell(ImmutableArray<IncidentAlert> Alerts) : IncidentTell;

/// <summary>An alert of it is over, or stands again.</summary>
public sealed record OverTell(string Episode, bool IsOver) : IncidentTell;
