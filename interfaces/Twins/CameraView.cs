namespace CityActors.Twins;

/// <summary>Where a camera looks and where its picture is to be had; null where the twin's attributes do not say.</summary>
/// <param name="StreamUrl">Attribute <c>streamURL</c>.</param>
/// <param name="SnapshotUrl">Attribute <c>imageSnapshot</c>.</param>
/// <param name="HeadingDegrees">Attribute <c>cameraOrientation</c>: degrees clockwise from north, [0, 360).</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
[GenerateSerializer, Immutable, Alias("city.CameraView")]
public sealed record CameraView(
    [property: Id(0)] string? StreamUrl,
    [property: Id(1)] string? SnapshotUrl,
    [property: Id(2)] double? HeadingDegrees,
    [property: Id(3)] double? Longitude,
    [property: Id(4)] double? Latitude);
