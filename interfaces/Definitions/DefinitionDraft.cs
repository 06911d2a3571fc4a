using CityActors.Log;

namespace CityActors.Definitions;

/// <summary>A definition that somebody wants to save.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Json">The definition as a JSON object, at most 256 KiB.</param>
/// <param name="Why">The reason, 1-500 characters; it stays with the version.</param>
/// <param name="Expected">
/// The version that its author has read, so that nobody overwrites what he has not seen; 0: there is none yet; null: there is none
/// yet, or it says the same; <see cref="AnyVersion"/>: whatever there is.
/// </param>
[GenerateSerializer, Immutable, Alias("city.DefinitionDraft")]
public sealed record DefinitionDraft(
    [property: Id(0)] string Id,
    [property: Id(1)] string Json,
    [property: Id(2)] string Why,
    [property: Id(3)] int? Expected)
{
    /// <summary>Stands for: whatever version there is.</summary>
    public const int AnyVersion = -1;
}

/// <summary>A definition was saved or retired.</summary>
/// <param name="Position">
/// The log record of the partition that owns the id; every partition works by the version when this is answered.
/// </param>
/// <param name="Version">The version that is in force now.</param>
/// <param name="IsChanged">False: the version before said the same, nothing was written.</param>
[GenerateSerializer, Immutable, Alias("city.DefinitionSaved")]
public sealed record DefinitionSaved(
    [property: Id(0)] LogPosition Position,
    [property: Id(1)] int Version,
    [property: Id(2)] bool IsChanged);
