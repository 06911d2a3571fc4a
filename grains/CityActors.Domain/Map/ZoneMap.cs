using CityActors.Map;

namespace CityActors.Domain.Map;

/// <summary>The zones of the city by place. Numbers are given in the order of definition and stay.</summary>
public sealed class ZoneMap
{
    /// <summary>Most zones of a city.</summary>
    public const int ZonesMax = ushort.MaxValue - 1;

    /// <summary>Longest chain of parents that is followed: parents that go in a circle end there.</summary>
    private const int ParentsMax = 32;

    private readonly List<(Zone Zone, GeoShape Shape, Box Box)> zones = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly BoxGrid grid = new();

    /// <summary>Number of zones.</summary>
    public int Count => zones.Count;

    /// <summary>A zone by its number, from 0.</summary>
    public Zone this[int number] => zones[number].Zone;

    /// <summary>Number of a zone, from 0; -1 when it is not defined.</summary>
    public int Find(string id) => numbers.GetValueOrDefault(id, -1);

    /// <summary>Whether a zone names that one as the zone above it.</summary>
    public bool IsParent(string id) => zones.Exists(zone => zone.Zone.Parent == id);

    /// <summary>URN of the zone a twin is bound to; null for 0.</summary>
    /// <param name="bound">Number of the zone + 1.</param>
    public string? IdOf(int bound) => bound == 0 ? null : zones[bound - 1].Zone.Id;

    /// <summary>Defines a zone or changes it.</summary>
    /// <returns>Its number, from 0.</returns>
    /// <exception cref="FormatException">Its geometry is no closed area, or there are too many zones.</exception>
    public int Define(Zone zone)
    {
        var shape = Check(zone);
        if (!numbers.TryGetValue(zone.Id, out var number))
        {
            if (zones.Count == ZonesMax)
            {
                throw new FormatException($"Zone {zone.Id} is one too many: a city has at most {ZonesMax:N0}.");
            }

            number = zones.Count;
            numbers.Add(zone.Id, number);
            zones.Add(default);
        }

        var box = shape.Lines.SelectMany(static ring => ring).Aggregate(Box.Nothing, static (box, place) => box.With(place));
        zones[number] = (zone, shape, box);
        grid.Set(number, box);
        return number;
    }

    /// <summary>The shape of a zone's geometry.</summary>
    /// <exception cref="FormatException">It is no closed area; says which zone and why.</exception>
    public static GeoShape Check(Zone zone)
    {
        if (GeoShape.TryParse(zone.Geometry, out var shape) is { } wrong)
        {
            throw new FormatException($"Zone {zone.Id}: {wrong}");
        }

        return shape!.IsClosedArea
            ? shape
            : throw new FormatException($"Zone {zone.Id}: expected a Polygon or MultiPolygon with closed rings, got {shape.Type}.");
    }

    /// <summary>The zone that binds a place: the one of the largest level that holds it, the first defined among equals.</summary>
    /// <returns>Its number + 1; 0 outside every zone.</returns>
    public int Bind(Place place)
    {
        var best = -1;
        foreach (var number in grid.Near(place))
        {
            var (zone, shape, box) = zones[number];
            if (box.Holds(place) && (best < 0 || zone.Level > zones[best].Zone.Level) && Holds(shape, place))
            {
                best = number;
            }
        }

        return best + 1;
    }

    /// <summary>Whether the zone a twin is bound to is a zone, or lies in it by its parents.</summary>
    /// <param name="bound">Number of the zone + 1; 0 outside every zone.</param>
    /// <param name="id">URN of the zone.</param>
    public bool IsInside(int bound, string id)
    {
        var number = bound - 1;
        for (var steps = 0; number >= 0 && steps < ParentsMax; steps++)
        {
            var zone = zones[number].Zone;
            if (zone.Id == id)
            {
                return true;
            }

            number = zone.Parent is { } parent ? Find(parent) : -1;
        }

        return false;
    }

    /// <summary>Whether a place is in the box of a zone: only those can change hands when the zone changes.</summary>
    /// <param name="number">Number of the zone, from 0.</param>
    /// <param name="place">The place.</param>
    public bool MayHold(int number, Place place) => zones[number].Box.Holds(place);

    /// <summary>
    /// Crossing number over all rings (holes count twice); exact in integers, so every place is in exactly one of two neighbours.
    /// </summary>
    private static bool Holds(GeoShape shape, Place place)
    {
        var inside = false;
        foreach (var ring in shape.Lines)
        {
            for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
            {
                Place a = ring[i], b = ring[j];
                if (a.Y > place.Y != b.Y > place.Y)
                {
                    var cross = ((Int128)((long)b.X - a.X) * ((long)place.Y - a.Y)) - ((Int128)((long)place.X - a.X) * ((long)b.Y - a.Y));
                    inside ^= b.Y > a.Y ? cross > 0 : cross < 0;
                }
            }
        }

        return inside;
    }
}
