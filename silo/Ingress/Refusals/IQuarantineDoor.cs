using System.Collections.Immutable;
using CityActors.Quarantine;

namespace CityActors.Silo.Ingress.Refusals;

/// <summary>Where refused messages are handed in.</summary>
internal interface IQuarantineDoor
{
    /// <summary>Keeps entries, see <see cref="IQuarantineGrain.Keep"/>: again with the same ids changes nothing.</summary>
    Task Keep(ImmutableArray<QuarantineEntry> entries);
}

/// <summary>Hands them to the quarantine's grain.</summary>
internal sealed class QuarantineGrainDoor(IGrainFactory grains) : IQuarantineDoor
{
    /// <inheritdoc/>
    public Task Keep(ImmutableArray<QuarantineEntry> entries) => grains.GetGrain<IQuarantineGrain>(0).Keep(entries);
}
