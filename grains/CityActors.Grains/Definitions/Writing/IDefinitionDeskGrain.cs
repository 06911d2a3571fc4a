using System.Collections.Immutable;
using CityActors.Definitions;

namespace CityActors.Grains.Definitions.Writing;

/// <summary>
/// Where all definitions are written, whatever their kind, one call at a time: what one save checks, the next cannot have changed. Keyed
/// by 0. Kinds are numbers of <see cref="Domain.Definitions.DefinitionKind"/>.
/// </summary>
[Alias("city.IDefinitionDeskGrain")]
internal interface IDefinitionDeskGrain : IGrainWithIntegerKey
{
    /// <inheritdoc cref="IDefinitionsGrain.Check"/>
    [Alias("Check")]
    Task<DefinitionCheck> Check(byte kind, string id, string json);

    /// <inheritdoc cref="IDefinitionsGrain.Save"/>
    [Alias("Save")]
    Task<DefinitionSaved> Save(byte kind, DefinitionDraft draft);

    /// <inheritdoc cref="IDefinitionsGrain.Retire"/>
    [Alias("Retire")]
    Task<DefinitionSaved> Retire(byte kind, string id, int? expected, string why);

    /// <summary>
    /// Writes packaged definitions of one kind in one flush: those that were never defined, and those whose newest version is by the
    /// same actor and says something else. What somebody else has edited or retired is left as it is. Idempotent.
    /// </summary>
    /// <param name="kind">Their kind.</param>
    /// <param name="drafts">At most 500.</param>
    /// <returns>Ids that were written, and those that are no good with their problems.</returns>
    [Alias("Sow")]
    Task<DefinitionsSown> Sow(byte kind, ImmutableArray<DefinitionDraft> drafts);
}

/// <summary>What became of packaged definitions.</summary>
/// <param name="Written">Ids that were written.</param>
/// <param name="Kept">Ids that somebody else has edited, so that they stay as they are.</param>
/// <param name="Refused">Sentences about those that are no good.</param>
[GenerateSerializer, Immutable, Alias("city.DefinitionsSown")]
public sealed record DefinitionsSown(
    [property: Id(0)] ImmutableArray<string> Written,
    [property: Id(1)] ImmutableArray<string> Kept,
    [property: Id(2)] ImmutableArray<string> Refused);
