using CityActors.Definitions;
using CityActors.Domain.Definitions;

namespace CityActors.Grains.Definitions.Seeds;

/// <summary>Packaged definitions that a city begins with. A port: whoever composes the city brings them, or none.</summary>
public interface IDefinitionSeeds
{
    /// <summary>
    /// Groups in the order in which they are to be written, so that what looks into tables comes after them; at most 500 in a group.
    /// </summary>
    IReadOnlyList<(DefinitionKind Kind, IReadOnlyList<DefinitionDraft> Drafts)> Groups { get; }
}

/// <summary>A city that begins without definitions.</summary>
internal sealed class NoSeeds : IDefinitionSeeds
{
    /// <inheritdoc/>
    public IReadOnlyList<(DefinitionKind Kind, IReadOnlyList<DefinitionDraft> Drafts)> Groups => [];
}
