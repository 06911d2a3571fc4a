using System.Collections.Immutable;
using CityActors.Streams;

namespace CityActors.Commands;

/// <summary>What became of commands after a token.</summary>
/// <param name="Commands">Each as it stood after a change, in the order of its partition.</param>
/// <param name="Token">Hand in to go on after these; it never goes stale while the changes are kept.</param>
[GenerateSerializer, Immutable, Alias("city.CommandNews")]
public sealed record CommandNews(
    [property: Id(0)] ImmutableArray<CityCommand> Commands,
    [property: Id(1)] ChangeToken Token);

/// <summary>What a channel of a twin is wanted to show, beside what it shows.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Desired">The command whose value is desired: the newest open one of the channel, else the last that was done.</param>
/// <param name="Reported">The value the channel shows; of no kind when it never reported.</param>
[GenerateSerializer, Immutable, Alias("city.DesiredChannel")]
public sealed record DesiredChannel(
    [property: Id(0)] string Channel,
    [property: Id(1)] CityCommand Desired,
    [property: Id(2)] Twins.Channels.TwinValue Reported);
