using CityActors.Domain.Changes;
using CityActors.Silo.Log.Frames;

namespace CityActors.Silo.Log;

/// <summary>Stored frames of the change log.</summary>
internal sealed class ChangesCodec : IFrameCodec<ChangeFrame>
{
    /// <inheritdoc/>
    public ChangeFrame Create(in FrameHeader header, string tenant, string actor, ReadOnlyMemory<byte> body) => new()
    {
        Generation = header.Generation,
        Partition = header.Partition,
        FirstSequence = header.First,
        LastSequence = header.Last,
        Count = header.Count,
        Changes = body,
    };
}
