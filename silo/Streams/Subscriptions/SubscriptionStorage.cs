using System.Reflection;
using CityActors.Silo.Streams.Relay;
using CityActors.Streams;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.Streams;

namespace CityActors.Silo.Streams.Subscriptions;

/// <summary>
/// Where Orleans' pub-sub keeps the subscriptions to the city's streams. Being asked to write one is also how the relay learns that a
/// cell is about to be followed: Orleans itself looks for subscribers only when something happens in a stream, so a quiet cell could
/// not be rewound, and every cell would have to be announced.
/// </summary>
internal sealed class SubscriptionStorage(SubscriptionBook book, ChangeRelay relay, Serializer serializer) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var page = book.Read(CellOf(grainId));
        grainState.State = page is { } known ? serializer.Deserialize<T>(known.State) : Activator.CreateInstance<T>();
        grainState.ETag = page?.Tag;
        grainState.RecordExists = page is not null;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var cell = CellOf(grainId);
        var consumers = Consumers(grainState.State);
        consumers.RemoveWhere(static each => each.IsFaulted);
        var state = serializer.SerializeToArray(grainState.State);
        byte[]? lasting = null;
        if (consumers.Any(static each => !each.Consumer.IsClient()))
        {
            var copy = serializer.Deserialize<T>(state);
            Consumers(copy).RemoveWhere(static each => each.Consumer.IsClient());
            ForgetProducers(copy);
            lasting = serializer.SerializeToArray(copy);
        }

        var written = book.Write(cell, grainState.ETag, state, lasting, consumers.Count) ?? throw Stale(grainId, grainState.ETag);
        grainState.ETag = written.Tag;
        grainState.RecordExists = true;
        if (consumers.Count > written.Before)
        {
            relay.Expect(cell);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!book.Clear(CellOf(grainId), grainState.ETag))
        {
            throw Stale(grainId, grainState.ETag);
        }

        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    /// <summary>
    /// The cell that a rendezvous grain is about; its key is provider/namespace/key. Anything else is refused, and so is its
    /// subscriber.
    /// </summary>
    private static long CellOf(GrainId grainId)
    {
        var key = grainId.Key.ToString() ?? "";
        var parts = key.Split('/');
        return parts.Length == 3 && CityStreams.TryCell(StreamId.Create(parts[1], parts[2]), out var cell)
            ? cell
            : throw new OrleansException(
                $"'{key}' is no stream of the city: expected {CityStreams.Provider}/{CityStreams.TwinChanges}/ and "
                    + $"the number of a map cell.");
    }

    // Orleans keeps the type of this state to itself; its two properties are what it serializes, so they stay.
    private static HashSet<PubSubSubscriptionState> Consumers<T>(T state) =>
        (HashSet<PubSubSubscriptionState>)Property<T>("Consumers").GetValue(state)!;

    private static void ForgetProducers<T>(T state)
    {
        var producers = Property<T>("Producers");
        producers.SetValue(state, Activator.CreateInstance(producers.PropertyType));
    }

    private static PropertyInfo Property<T>(string name) => typeof(T).GetProperty(name)
        ?? throw new OrleansException($"Expected Orleans' pub-sub state to have '{name}'; {typeof(T)} of this version has not.");

    private static InconsistentStateException Stale(GrainId grainId, string? tag) =>
        new($"The subscriptions of {grainId} were written by another activation since they were read with tag '{tag}'.");
}
