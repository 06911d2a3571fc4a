namespace CityActors.Definitions;

/// <summary>A text for people in the languages of the city.</summary>
/// <param name="Vi">Vietnamese.</param>
/// <param name="En">English; null: there is none, Vietnamese stands in.</param>
[GenerateSerializer, Immutable, Alias("city.LocalText")]
public sealed record LocalText([property: Id(0)] string Vi, [property: Id(1)] string? En);
