using System.Collections.Immutable;
using CityActors.Log;

namespace CityActors.Definitions;

/// <summary>
/// Definitions of one kind: versioned data that every partition of the city works by. Keyed by 0. A version is in force in a partition
/// from a record of its log on, so that a replay judges each reading by what was in force when it came.
/// </summary>
[Alias("city.IDefinitionsGrain")]
public interface IDefinitionsGrain : IGrainWithIntegerKey
{
    /// <summary>Checks a definition as a save would, and writes nothing.</summary>
    [Alias("Check")]
    Task<DefinitionCheck> Check(string id, string json);

    /// <summary>
    /// Saves a definition. Answers when every partition works by it. Saves take turns. Idempotent by content: what says the same as the
    /// newest version writes nothing.
    /// </summary>
    /// <exception cref="DefinitionRefusedException">Something is wrong with it; names each field, line and column.</exception>
    /// <exception cref="DefinitionConflictException">Somebody else was first; names him.</exception>
    [Alias("Save")]
    Task<DefinitionSaved> Save(DefinitionDraft draft);

    /// <summary>Takes a definition back. Idempotent.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="expected">As in <see cref="DefinitionDraft.Expected"/>.</param>
    /// <param name="why">The reason, 1-500 characters.</param>
    /// <exception cref="DefinitionNotFoundException">It was never defined.</exception>
    /// <exception cref="DefinitionRefusedException">Others that are at work need it; names them.</exception>
    /// <exception cref="DefinitionConflictException">Somebody else was first; names him.</exception>
    [Alias("Retire")]
    Task<DefinitionSaved> Retire(string id, int? expected, string why);

    /// <summary>A version of a definition.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="version">The version; null: the newest.</param>
    /// <param name="atLeast">Positions that the answer must have reached.</param>
    /// <exception cref="DefinitionNotFoundException">It was never defined, or has no such version.</exception>
    [Alias("Get")]
    Task<Definition> Get(string id, int? version, ImmutableArray<LogPosition> atLeast);

    /// <summary>A page of definitions.</summary>
    [Alias("List")]
    Task<DefinitionPage> List(DefinitionQuery query);

    /// <summary>Versions of a definition, newest first.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="before">Only versions before this one; null: from the newest.</param>
    /// <param name="most">1-1,000.</param>
    /// <param name="atLeast">Positions that the answer must have reached.</param>
    /// <exception cref="DefinitionNotFoundException">It was never defined.</exception>
    [Alias("Versions")]
    Task<DefinitionVersionPage> Versions(string id, int? before, int most, ImmutableArray<LogPosition> atLeast);
}

/// <summary>How values of roads, buildings, zones and KPIs follow from those of other twins. Keyed by 0.</summary>
[Alias("city.IDerivationsGrain")]
public interface IDerivationsGrain : IDefinitionsGrain;

/// <summary>Limits and break points with their validity and source. Keyed by 0.</summary>
[Alias("city.IReferenceTablesGrain")]
public interface IReferenceTablesGrain : IDefinitionsGrain;
