namespace CityActors.Domain.Tests;

/// <summary>Tests that weigh memory: a collection that others cause would count, so they run by themselves.</summary>
[CollectionDefinition(nameof(MemoryMeasures), DisableParallelization = true)]
public sealed class MemoryMeasures;
