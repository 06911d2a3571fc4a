using System.Text.Json.Serialization;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents;

/// <summary>What is told to an incident until it has heard it. Its key says it once.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(TransferTell), "transfer")]
[JsonDerivedType(typeof(WorkTell), "work")]
public abstract record Tell(string To, string Key);

/// <summary>Links go over.</summary>
public sealed record TransferTell(string To, string Key, IncidentTransfer Transfer) : Tell(To, Key);

/// <summary>A work order went on.</summary>
public sealed record WorkTell(string To, string Key, IncidentWork Work) : Tell(To, Key);
