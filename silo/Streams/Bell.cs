using Orleans.Runtime;
using Orleans.Streams;

namespace CityActors.Silo.Streams;

/// <summary>
/// Tells a pulling agent that there is something new in a stream. It carries nothing: the agent then asks the cursors of the stream,
/// and they have the changes. Its token is the place just before what is new.
/// </summary>
internal sealed class Bell(StreamId stream, StreamSequenceToken token) : IBatchContainer
{
    /// <inheritdoc/>
    public StreamId StreamId => stream;

    /// <inheritdoc/>
    public StreamSequenceToken SequenceToken => token;

    /// <inheritdoc/>
    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() => [];

    /// <inheritdoc/>
    public bool ImportRequestContext() => false;
}
