using CityActors.Domain.Log;

namespace CityActors.Domain.Map;

/// <summary>A road segment's line, in the direction of travel.</summary>
/// <param name="Id">URN of the road segment.</param>
/// <param name="Line">Places along it, at least 2; empty when the segment is gone.</param>
public sealed record RoadLine(string Id, Place[] Line)
{
    private const int PlacesMax = 10_000;

    /// <summary>Reads the fields of a Road record.</summary>
    /// <exception cref="FormatException">The line has one place or too many, or a place is out of range.</exception>
    public static RoadLine Read(ref RecordReader fields)
    {
        var id = fields.RequiredText();
        var count = fields.Number();
        if (count is < 0 or 1 or > PlacesMax)
        {
            throw new FormatException($"Road segment {id}: expected 0 or 2-{PlacesMax:N0} places, got {count}.");
        }

        var line = new Place[count];
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = new Place(checked((int)fields.Number()), checked((int)fields.Number()));
            if (!line[i].IsValid)
            {
                throw new FormatException($"Road segment {id}: place {i} is out of range.");
            }
        }

        return new RoadLine(id, line);
    }

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    public static void Write(RecordWriter writer, RoadLine road)
    {
        writer.Text(road.Id).Number(road.Line.Length);
        foreach (var place in road.Line)
        {
            writer.Number(place.X).Number(place.Y);
        }
    }
}
