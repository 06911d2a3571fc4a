using System.Text.Json;

namespace CityActors.Web.Map.Ground;

/// <summary>A box in WGS 84 degrees.</summary>
internal readonly record struct MapBounds(double West, double South, double East, double North)
{
    /// <summary>A box around nothing.</summary>
    public static readonly MapBounds Nothing = new(double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);

    /// <summary>Whether nothing is in it.</summary>
    public bool IsNothing => West > East;

    /// <summary>The box grown to hold a place.</summary>
    public MapBounds With(double longitude, double latitude) =>
        new(Math.Min(West, longitude), Math.Min(South, latitude), Math.Max(East, longitude), Math.Max(North, latitude));

    /// <summary>The box grown to hold GeoJSON coordinates, however deep they are nested.</summary>
    public MapBounds With(JsonElement coordinates)
    {
        if (coordinates.ValueKind != JsonValueKind.Array || coordinates.GetArrayLength() == 0)
        {
            return this;
        }

        if (coordinates[0].ValueKind == JsonValueKind.Number)
        {
            return With(coordinates[0].GetDouble(), coordinates[1].GetDouble());
        }

        var box = this;
        foreach (var part in coordinates.EnumerateArray())
        {
            box = box.With(part);
        }

        return box;
    }
}
