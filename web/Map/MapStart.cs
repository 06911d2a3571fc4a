using CityActors.Registry;
using CityActors.Web.Map.Legend;
using Microsoft.Extensions.Localization;

namespace CityActors.Web.Map;

/// <summary>What a browser is told when it makes a map; the names are those of <c>Scripts/map.ts</c>.</summary>
/// <param name="Base">Path of the site.</param>
/// <param name="Label">What the map is called.</param>
/// <param name="ZoomIn">Text of a button.</param>
/// <param name="ZoomOut">Text of a button.</param>
/// <param name="Service">What the level of service of a road is called.</param>
/// <param name="Places">Names on the view of the country.</param>
/// <param name="Colours">Colours of types.</param>
/// <param name="Centre">Longitude and latitude.</param>
/// <param name="Zoom">Zoom, 2-20.</param>
internal sealed record MapStart(
    string Base,
    string Label,
    string ZoomIn,
    string ZoomOut,
    string Service,
    IReadOnlyList<PlaceLabel> Places,
    IReadOnlyList<TypeColour> Colours,
    double[] Centre,
    double Zoom)
{
    private const double LatitudeMax = 85;

    /// <summary>A map that begins where the address says, else with the whole country.</summary>
    public static MapStart Of(
        IStringLocalizer texts, IEnumerable<TypeCount> types, double? longitude, double? latitude, double? zoom)
    {
        var country = Map.Places.Country;
        return new MapStart(
            "/",
            texts["Title"],
            texts["ZoomIn"],
            texts["ZoomOut"],
            texts["Service"],
            Map.Places.All,
            ColoursOf(types),
            [Within(longitude, country.Longitude, 180), Within(latitude, country.Latitude, LatitudeMax)],
            Math.Clamp(zoom is { } asked && double.IsFinite(asked) ? asked : country.Zoom, 2, 20));
    }

    /// <summary>Colours of types.</summary>
    public static IReadOnlyList<TypeColour> ColoursOf(IEnumerable<TypeCount> types) =>
        [.. types.Select(static type => new TypeColour(type.Type, TypeLook.Colour(type.Type)))];

    private static double Within(double? asked, double otherwise, double most) =>
        Math.Clamp(asked is { } degrees && double.IsFinite(degrees) ? degrees : otherwise, -most, most);
}

/// <summary>Colour of a type, #rrggbb.</summary>
internal sealed record TypeColour(string Type, string Colour);
