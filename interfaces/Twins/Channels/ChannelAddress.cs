namespace CityActors.Twins.Channels;

/// <summary>
/// Where readings of one channel go: the handle a gateway caches after it resolved the name once.
/// A handle is never reused, so a stale one is refused, never credited to another twin.
/// </summary>
/// <param name="Generation">Log generation the handle belongs to.</param>
/// <param name="Partition">Partition that owns the twin.</param>
/// <param name="Handle">Number of the channel in its partition; negative when the name could not be resolved.</param>
[GenerateSerializer, Immutable, Alias("city.ChannelAddress")]
public readonly record struct ChannelAddress(
    [property: Id(0)] int Generation,
    [property: Id(1)] int Partition,
    [property: Id(2)] int Handle)
{
    /// <summary>Whether the name was resolved.</summary>
    public bool IsResolved => Handle >= 0;
}
