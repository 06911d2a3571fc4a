namespace CityActors.Silo.Log.Frames;

/// <summary>Makes of a stored frame what its readers take.</summary>
/// <typeparam name="TFrame">What the readers take.</typeparam>
internal interface IFrameCodec<TFrame>
    where TFrame : class
{
    /// <summary>Makes it.</summary>
    /// <param name="header">The frame's header.</param>
    /// <param name="tenant">Tenant; empty for changes.</param>
    /// <param name="actor">Actor; empty for changes.</param>
    /// <param name="body">Body; not to be changed.</param>
    TFrame Create(in FrameHeader header, string tenant, string actor, ReadOnlyMemory<byte> body);
}
