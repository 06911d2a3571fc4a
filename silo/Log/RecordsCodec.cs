using CityActors.Domain.Log;
using CityActors.Silo.Log.Frames;

namespace CityActors.Silo.Log;

/// <summary>Stored frames of the city log.</summary>
internal sealed class RecordsCodec : IFrameCodec<LogFrame>
{
    /// <inheritdoc/>
    public LogFrame Create(in FrameHeader header, string tenant, string actor, ReadOnlyMemory<byte> body) => new()
    {
        Generation = header.Generation,
        Partition = header.Partition,
        FirstSequence = header.First,
        Count = header.Count,
        ArrivedAtMs = header.ArrivedAtMs,
        Tenant = tenant,
        Actor = actor,
        Records = body,
    };
}
