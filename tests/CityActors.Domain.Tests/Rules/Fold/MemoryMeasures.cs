namespace CityActors.Domain.Tests.Rules.Fold;

/// <summary>Tests that weigh the memory of the whole process, and so run by themselves.</summary>
[CollectionDefinition(nameof(MemoryMeasures), DisableParallelization = true)]
public sealed class MemoryMeasures;
