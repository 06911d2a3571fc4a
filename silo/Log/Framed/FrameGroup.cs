using CityActors.Silo.Log.Frames;

namespace CityActors.Silo.Log.Framed;

/// <summary>Frames that become durable together.</summary>
internal sealed class FrameGroup<TFrame>
    where TFrame : class
{
    private readonly TaskCompletionSource<Exception?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The frames in order: as stored and as read.</summary>
    public List<(FrameHeader Header, ReadOnlyMemory<byte> Variable, TFrame Frame)> Frames { get; } = [];

    /// <summary>Bytes of the frames.</summary>
    public long Bytes { get; set; }

    /// <summary>Ends when they are durable, with null, or when they are not going to be, with the cause.</summary>
    public Task<Exception?> Done => done.Task;

    /// <summary>Ends <see cref="Done"/>.</summary>
    public void End(Exception? failure) => done.TrySetResult(failure);
}
