namespace CityActors.Definitions;

/// <summary>Who made a version of a definition, when and why.</summary>
/// <param name="Version">From 1.</param>
/// <param name="Actor">Who.</param>
/// <param name="At">When it reached the log, UTC.</param>
/// <param name="Why">The reason its author gave.</param>
[GenerateSerializer, Immutable, Alias("city.DefinitionStamp")]
public sealed record DefinitionStamp(
    [property: Id(0)] int Version,
    [property: Id(1)] string Actor,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Why);
