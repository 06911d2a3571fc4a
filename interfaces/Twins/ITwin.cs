using System.Collections.Immutable;
using CityActors.Log;

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
    /// repeat; to resume, hand in the position of the last change that was dealt with completely.
    /// </summary>
    /// <param name="after">Null: from now on.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <exception cref="Streams.ChangesGoneException">What was to follow is no longer retained: read the twin anew.</exception>
    [Alias("Changes")]
    IAsyncEnumerable<TwinChange> Changes(LogPosition? after = null, CancellationToken cancellationToken = default);

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
