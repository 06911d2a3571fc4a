namespace CityActors.Domain.Tests.Map;

/// <summary>GeoJSON of boxes.</summary>
internal static class Ring
{
    /// <summary>The closed ring around a box, degrees.</summary>
    public static string Of(decimal west, decimal south, decimal east, decimal north) => FormattableString.Invariant(
        $"[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]");

    /// <summary>A polygon of rings.</summary>
    public static string Polygon(params string[] rings) => $$"""{"type":"Polygon","coordinates":[{{string.Join(',', rings)}}]}""";

    /// <summary>A point.</summary>
    public static string Point(double longitude, double latitude) =>
        FormattableString.Invariant($$"""{"type":"Point","coordinates":[{{longitude}},{{latitude}}]}""");
}
