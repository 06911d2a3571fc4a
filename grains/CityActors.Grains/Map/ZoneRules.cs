using System.Collections.Immutable;
using System.Text;
using CityActors.Domain.Map;
using CityActors.Grains.Twins.Writing;
using CityActors.Map;

namespace CityActors.Grains.Map;

/// <summary>What zones may say. A breach is an <see cref="ArgumentException"/> that names which zone and why.</summary>
internal static class ZoneRules
{
    /// <summary>Most zones of one call.</summary>
    public const int ZonesMax = 1_000;

    /// <summary>Most bytes of geometry of one call: they go to every partition.</summary>
    public const int GeometryBytesMax = 4 << 20;

    private const int NameLengthMax = 200;
    private const int LevelMax = 20;

    /// <summary>All zones of a call must be right in themselves.</summary>
    public static void Check(ImmutableArray<Zone> zones)
    {
        TwinRules.CheckCount(zones, ZonesMax, "zones");
        var bytes = 0L;
        foreach (var zone in zones)
        {
            ArgumentNullException.ThrowIfNull(zone);
            Check(zone);
            bytes += Encoding.UTF8.GetByteCount(zone.Geometry);
        }

        if (bytes > GeometryBytesMax)
        {
            throw new ArgumentException($"Expected at most {GeometryBytesMax} bytes of geometry in a call, got {bytes}.");
        }
    }

    private static void Check(Zone zone)
    {
        TwinRules.CheckId(zone.Id, "a zone id");
        if (string.IsNullOrWhiteSpace(zone.Name) || zone.Name.Length > NameLengthMax)
        {
            throw new ArgumentException($"Zone '{zone.Id}': expected a name of 1-{NameLengthMax} characters.");
        }

        if (zone.Level is < 0 or > LevelMax)
        {
            throw new ArgumentException($"Zone '{zone.Id}': expected a level of 0-{LevelMax}, got {zone.Level}.");
        }

        if (zone.Parent is not null)
        {
            TwinRules.CheckId(zone.Parent, $"the parent of zone '{zone.Id}'");
            if (zone.Parent == zone.Id)
            {
                throw new ArgumentException($"Zone '{zone.Id}' is its own parent.");
            }
        }

        if (zone.Geometry is null || Encoding.UTF8.GetByteCount(zone.Geometry) > TwinRules.LocationBytesMax)
        {
            throw new ArgumentException($"Zone '{zone.Id}': expected a geometry of at most {TwinRules.LocationBytesMax} bytes.");
        }

        var wrong = GeoShape.TryParse(zone.Geometry, out var shape);
        if (wrong is not null || !shape!.IsClosedArea)
        {
            throw new ArgumentException(
                $"Zone '{zone.Id}': {wrong ?? $"expected a Polygon or MultiPolygon whose rings are closed, got {shape!.Type}."}");
        }
    }
}
