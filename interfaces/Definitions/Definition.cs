using CityActors.Log;

namespace CityActors.Definitions;

/// <summary>Whether a definition is at work.</summary>
public enum DefinitionState
{
    /// <summary>At work between its valid-from and valid-to.</summary>
    Enabled = 1,

    /// <summary>Switched off, and kept.</summary>
    Disabled = 2,

    /// <summary>Taken back; its versions stay readable, and it can be saved again.</summary>
    Retired = 3,
}

/// <summary>One version of a definition.</summary>
/// <param name="Id">Its id, unique within its kind: a-z, 0-9, dot and dash, at most 64 characters.</param>
/// <param name="Name">Its name; of a retired one the name that it had.</param>
/// <param name="State">Whether it is at work.</param>
/// <param name="Json">The definition; null: this version retired it.</param>
/// <param name="Stamp">Who made this version, when and why.</param>
/// <param name="Position">The log record of the partition that owns the id; in the others it stands at records of their own.</param>
[GenerateSerializer, Immutable, Alias("city.Definition")]
public sealed record Definition(
    [property: Id(0)] string Id,
    [property: Id(1)] LocalText Name,
    [property: Id(2)] DefinitionState State,
    [property: Id(3)] string? Json,
    [property: Id(4)] DefinitionStamp Stamp,
    [property: Id(5)] LogPosition Position);
