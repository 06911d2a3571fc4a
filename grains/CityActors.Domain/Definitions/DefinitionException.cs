using System.Collections.Immutable;
using CityActors.Definitions;

namespace CityActors.Domain.Definitions;

/// <summary>A definition is no good; says everything that is wrong with it. The fold sets its record aside.</summary>
public sealed class DefinitionException(ImmutableArray<DefinitionProblem> problems)
    : FormatException(string.Join("; ", problems) + ".")
{
    /// <summary>What is wrong; at least one.</summary>
    public ImmutableArray<DefinitionProblem> Problems => problems;
}
