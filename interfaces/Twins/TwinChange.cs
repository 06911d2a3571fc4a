using CityActors.Log;
using CityActors.Twins.Channels;

namespace CityActors.Twins;

/// <summary>What happened to a twin.</summary>
[GenerateSerializer, Alias("city.TwinChangeKind")]
public enum TwinChangeKind : byte
{
    /// <summary>A channel has a new value.</summary>
    Channel = 0,

    /// <summary>The twin was registered.</summary>
    Registered = 1,

    /// <summary>Attributes, relations or channels were added or changed.</summary>
    Described = 2,

    /// <summary>The twin fell silent for longer than its time to live.</summary>
    Expired = 3,

    /// <summary>An expired twin reported again.</summary>
    Revived = 4,

    /// <summary>The twin was deleted.</summary>
    Deleted = 5,
}

/// <summary>One change of one twin. (Position, Index) names it for ever: replay gives the same changes the same names.</summary>
/// <param name="Position">The log record that caused it.</param>
/// <param name="Index">Number among the changes that this record caused, from 0.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Twin">URN.</param>
/// <param name="Channel">Channel name when the kind is <see cref="TwinChangeKind.Channel"/>; empty otherwise.</param>
/// <param name="Value">The new value when the kind is <see cref="TwinChangeKind.Channel"/>.</param>
/// <param name="Quality">Its quality.</param>
/// <param name="ObservedAt">Device time, UTC.</param>
/// <param name="ArrivedAt">Gateway time, UTC.</param>
/// <param name="Cell">The map cell the twin is in after the change; 0 when it has no place. See <see cref="Map.MapCell"/>.</param>
/// <param name="Longitude">WGS 84 degrees after the change; NaN when the twin has no place.</param>
/// <param name="Latitude">WGS 84 degrees after the change; NaN when the twin has no place.</param>
[GenerateSerializer, Immutable, Alias("city.TwinChange")]
public readonly record struct TwinChange(
    [property: Id(0)] LogPosition Position,
    [property: Id(1)] int Index,
    [property: Id(2)] TwinChangeKind Kind,
    [property: Id(3)] string Twin,
    [property: Id(4)] string Channel,
    [property: Id(5)] TwinValue Value,
    [property: Id(6)] Quality Quality,
    [property: Id(7)] DateTimeOffset ObservedAt,
    [property: Id(8)] DateTimeOffset ArrivedAt,
    [property: Id(9)] long Cell,
    [property: Id(10)] double Longitude,
    [property: Id(11)] double Latitude);
