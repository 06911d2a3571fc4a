using CityActors.Silo.Streams.Relay;
using CityActors.Twins;
using Orleans.Runtime;
using Orleans.Streams;

namespace CityActors.Silo.Streams;

/// <summary>What a subscriber is given in one call: some pieces of one cell. Its token goes on after all of them.</summary>
[GenerateSerializer, Immutable, Alias("city.CellBatch")]
internal sealed class CellBatch(StreamId stream, CellPiece[] pieces) : IBatchContainer
{
    /// <inheritdoc/>
    [Id(0)]
    public StreamId StreamId { get; } = stream;

    [Id(1)]
    private readonly CellPiece[] pieces = pieces;

    /// <inheritdoc/>
    public StreamSequenceToken SequenceToken => pieces[^1].Token;

    /// <summary>Number of changes.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var piece in pieces)
            {
                count += piece.Changes.Length;
            }

            return count;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>()
    {
        if (!typeof(T).IsAssignableFrom(typeof(TwinChange)))
        {
            throw new InvalidCastException($"The events of {StreamId} are {nameof(TwinChange)}s, not {typeof(T).Name}s.");
        }

        foreach (var piece in pieces)
        {
            foreach (var change in piece.Changes)
            {
                yield return Tuple.Create((T)(object)change, (StreamSequenceToken)piece.TokenOf(change));
            }
        }
    }

    /// <inheritdoc/>
    public bool ImportRequestContext() => false;
}
