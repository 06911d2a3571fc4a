using System.Collections.Immutable;
using CityActors.Log;
using CityActors.Twins.Channels;

namespace CityActors.Twins;

/// <summary>A twin as its shard knows it: one consistent picture at one position of the log.</summary>
/// <param name="Id">URN, see <see cref="TwinId"/>.</param>
/// <param name="Type">Smart Data Models type, the second part of the URN.</param>
/// <param name="Channels">What the twin measures, ordered by name.</param>
/// <param name="Attributes">What is said of it: attribute name → JSON of its value (a GeoJSON object for GeoProperties).</param>
/// <param name="Relations">Its outgoing relations.</param>
/// <param name="Longitude">WGS 84 degrees of its newest place; null when it has none.</param>
/// <param name="Latitude">WGS 84 degrees of its newest place; null when it has none.</param>
/// <param name="Zone">URN of the smallest zone that holds its place; null outside every zone.</param>
/// <param name="RoadSegment">URN of the road segment its place was matched to; null when none.</param>
/// <param name="Expired">True when it fell silent for longer than its time to live; the next reading revives it.</param>
/// <param name="RegisteredAt">When it was registered, UTC.</param>
/// <param name="ChangedAt">Newest change of any kind, arrival time, UTC.</param>
/// <param name="Position">The shard stands here: everything up to and including it is in the picture.</param>
[GenerateSerializer, Immutable, Alias("city.TwinState")]
public sealed record TwinState(
    [property: Id(0)] string Id,
    [property: Id(1)] string Type,
    [property: Id(2)] ImmutableArray<ChannelState> Channels,
    [property: Id(3)] ImmutableSortedDictionary<string, string> Attributes,
    [property: Id(4)] ImmutableArray<TwinRelation> Relations,
    [property: Id(5)] double? Longitude,
    [property: Id(6)] double? Latitude,
    [property: Id(7)] string? Zone,
    [property: Id(8)] string? RoadSegment,
    [property: Id(9)] bool Expired,
    [property: Id(10)] DateTimeOffset RegisteredAt,
    [property: Id(11)] DateTimeOffset ChangedAt,
    [property: Id(12)] LogPosition Position)
{
    /// <summary>The channel of that name; null when the twin has none.</summary>
    public ChannelState? Channel(string name)
    {
        foreach (var channel in Channels)
        {
            if (channel.Name == name)
            {
                return channel;
            }
        }

        return null;
    }
}
