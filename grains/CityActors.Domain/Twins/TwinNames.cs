namespace CityActors.Domain.Twins;

/// <summary>
/// Names behind handles. Handles are never reused and names never change, so any thread may read while the fold adds:
/// what was given out stays true.
/// </summary>
public sealed class TwinNames
{
    /// <summary>URN of a twin, deleted ones included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such handle was given out.</exception>
    public string Twin(int twin) => throw new NotImplementedException();

    /// <summary>Twin, name and unit of a channel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such handle was given out.</exception>
    public (int Twin, string Name, string? Unit) Channel(int channel) => throw new NotImplementedException();
}
