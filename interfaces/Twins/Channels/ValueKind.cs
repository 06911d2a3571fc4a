namespace CityActors.Twins.Channels;

/// <summary>What kind of value a channel carries.</summary>
[GenerateSerializer, Alias("city.ValueKind")]
public enum ValueKind : byte
{
    /// <summary>No value: the channel is known, but has not reported one.</summary>
    None = 0,

    /// <summary>A finite IEEE 754 double in the channel's unit.</summary>
    Number = 1,

    /// <summary>True or false.</summary>
    Boolean = 2,

    /// <summary>One of a small set of words, e.g. <c>free</c>, <c>occupied</c>; interned by the shard.</summary>
    Code = 3,

    /// <summary>Free text, at most 1,024 UTF-8 bytes.</summary>
    Text = 4,

    /// <summary>Longitude and latitude in WGS 84 degrees, kept as multiples of 1e-7 degree (about 1 cm).</summary>
    Position = 5,
}
