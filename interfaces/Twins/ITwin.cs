using System.Collections.Immutable;
using CityActors.Commands;
using CityActors.Log;
using CityActors.Twins.Channels;

namespace CityActors.Twins;

/// <summary>
/// How anybody talks to a twin, keyed by its URN (<see cref="TwinId"/>). A thin door: live rows are kept by the twin's shard,
/// whether or not this grain is activated. Writes answer with the log position that holds them, durable; reads accept a position
/// they must have reached, so that a writer reads his own write behind any balancer.
/// </summary>
[Alias("city.ITwin")]
public interface ITwin : IGrainWithStringKey
{
    /// <summary>The live picture: values with quality, times and position; attributes; outgoing relations; zone.</summary>
    /// <param name="atLeast">Wait until the shard has folded this position of the twin's partition; null: as it stands.</param>
    /// <returns>Null when no such twin is registered (or it was deleted).</returns>
    [Alias("Read")]
    Task<TwinState?> Read(LogPosition? atLeast = null);

    /// <summary>Registers the twin, or adds channels, attributes and relations to it. Idempotent.</summary>
    /// <param name="definition">Its id must be this grain's key.</param>
    [Alias("Describe")]
    Task<LogPosition> Describe(TwinDefinition definition);

    /// <summary>Sets attributes (JSON) and removes those whose value is null. Idempotent.</summary>
    /// <exception cref="TwinNotFoundException">No such twin.</exception>
    [Alias("SetAttributes")]
    Task<LogPosition> SetAttributes(ImmutableSortedDictionary<string, string?> attributes);

    /// <summary>Adds a relation to another twin. Idempotent.</summary>
    /// <exception cref="TwinNotFoundException">This twin is not registered.</exception>
    [Alias("Relate")]
    Task<LogPosition> Relate(string name, string objectId);

    /// <summary>Removes a relation. Idempotent.</summary>
    /// <exception cref="TwinNotFoundException">This twin is not registered.</exception>
    [Alias("Unrelate")]
    Task<LogPosition> Unrelate(string name, string objectId);

    /// <summary>Relations that start here and relations that point here, at most 1,000 of each.</summary>
    [Alias("Relations")]
    Task<TwinRelations> Relations(LogPosition? atLeast = null);

    /// <summary>
    /// Follows the twin: every change after <paramref name="after"/>, then the new ones as they happen, in order, without gap or
    /// repeat. To resume, hand in <see cref="TwinChange.Position"/> and <see cref="TwinChange.Index"/> of the last change that was dealt
    /// with: one record may cause several changes of a twin. Whoever falls far behind is given what he missed from the change log.
    /// </summary>
    /// <param name="after">Null: from now on.</param>
    /// <param name="afterIndex">
    /// Up to which of the changes that <paramref name="after"/> caused, from 0; null: all of them, as with the position of a state that
    /// was read or of a write. Only together with <paramref name="after"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <exception cref="ArgumentException">The position was never given out, or the index is negative or stands alone.</exception>
    /// <exception cref="ShardNotReadyException">The shard starts again, or too many follow it: go on a little later.</exception>
    /// <exception cref="Streams.ChangesGoneException">What was to follow is no longer retained: read the twin anew.</exception>
    [Alias("Changes")]
    IAsyncEnumerable<TwinChange> Changes(
        LogPosition? after = null, int? afterIndex = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks for a command: a channel of the twin is to take a value; see <see cref="ICommandsGrain.Request"/>. Returns when it is durable;
    /// the device gets it when it listens.
    /// </summary>
    /// <param name="channel">A channel that takes commands.</param>
    /// <param name="value">What it is to show.</param>
    /// <param name="timeToLive">Until when, from now, the device may accept it; null: as the channel's definition says.</param>
    /// <param name="key">Idempotency key; null: every call is a new command.</param>
    /// <param name="why">The reason; null when none is given.</param>
    /// <exception cref="TwinNotFoundException">No such twin.</exception>
    /// <exception cref="CommandRefusedException">
    /// The channel takes no commands, or not this one; or the key was used for another.
    /// </exception>
    [Alias("Command")]
    Task<CityCommand> Command(
        string channel, TwinValue value, TimeSpan? timeToLive = null, string? key = null, string? why = null);

    /// <summary>What the twin's channels are wanted to show, beside what they show; only channels that were commanded.</summary>
    /// <exception cref="TwinNotFoundException">No such twin.</exception>
    [Alias("Desired")]
    Task<ImmutableArray<DesiredChannel>> Desired(LogPosition? atLeast = null);

    /// <summary>Deletes the twin: its handles are never reused, its history stays. Idempotent.</summary>
    [Alias("Delete")]
    Task<LogPosition> Delete();
}

/// <summary>A device that measures: loop, air station, meter, gauge.</summary>
[Alias("city.ISensorGrain")]
public interface ISensorGrain : ITwin;

/// <summary>Any twin, whatever its type: what the public API talks to.</summary>
[Alias("city.IEntityGrain")]
public interface IEntityGrain : ITwin;

/// <summary>A building.</summary>
[Alias("city.IBuildingGrain")]
public interface IBuildingGrain : ITwin
{
    /// <summary>
    /// The twins installed in the building: those that point at it with <c>refBuilding</c>, at most 1,000, with their state.
    /// </summary>
    [Alias("Installed")]
    Task<ImmutableArray<TwinState>> Installed();
}

/// <summary>A camera.</summary>
[Alias("city.ICameraGrain")]
public interface ICameraGrain : ITwin
{
    /// <summary>Where the camera looks and where its picture is to be had.</summary>
    /// <exception cref="TwinNotFoundException">No such twin.</exception>
    [Alias("View")]
    Task<CameraView> View();
}

/// <summary>A road segment.</summary>
[Alias("city.IRoadSegmentGrain")]
public interface IRoadSegmentGrain : ITwin
{
    /// <summary>Vehicles whose newest place was matched to this segment and that have not expired, at most 1,000.</summary>
    [Alias("Vehicles")]
    Task<ImmutableArray<string>> Vehicles();
}
