namespace CityActors.Web.Map;

/// <summary>What the browser says of its view.</summary>
/// <param name="West">WGS 84 degrees.</param>
/// <param name="South">WGS 84 degrees.</param>
/// <param name="East">WGS 84 degrees.</param>
/// <param name="North">WGS 84 degrees.</param>
/// <param name="Longitude">Of the middle.</param>
/// <param name="Latitude">Of the middle.</param>
/// <param name="Zoom">Zoom, 0-24.</param>
public sealed record MapCamera(
    double West, double South, double East, double North, double Longitude, double Latitude, double Zoom);
