using System.Collections.Immutable;

namespace CityActors.Twins;

/// <summary>What a registration says of a twin. Registering a known twin adds what is new and changes what differs.</summary>
/// <param name="Id">URN, see <see cref="TwinId"/>.</param>
/// <param name="Channels">Channels it will report; more may be added by later registrations.</param>
/// <param name="Attributes">Attribute name → JSON of its value.</param>
/// <param name="Relations">Outgoing relations: (name, object URN).</param>
/// <param name="ExpiresAfter">Silence after which the twin expires, at least 1 s; null: never. Vehicles have one.</param>
[GenerateSerializer, Immutable, Alias("city.TwinDefinition")]
public sealed record TwinDefinition(
    [property: Id(0)] string Id,
    [property: Id(1)] ImmutableArray<ChannelDefinition> Channels,
    [property: Id(2)] ImmutableSortedDictionary<string, string> Attributes,
    [property: Id(3)] ImmutableArray<TwinRelation> Relations,
    [property: Id(4)] TimeSpan? ExpiresAfter)
{
    /// <summary>A twin of which only the id is known.</summary>
    public static TwinDefinition Bare(string id) =>
        new(id, [], ImmutableSortedDictionary<string, string>.Empty, [], null);
}

/// <summary>A channel of a twin.</summary>
/// <param name="Name">1-64 characters of A-Z a-z 0-9 _ . : - starting with a letter or digit.</param>
/// <param name="Unit">UN/CEFACT or SenML unit; null when it has none or it is not known.</param>
[GenerateSerializer, Immutable, Alias("city.ChannelDefinition")]
public readonly record struct ChannelDefinition([property: Id(0)] string Name, [property: Id(1)] string? Unit);
