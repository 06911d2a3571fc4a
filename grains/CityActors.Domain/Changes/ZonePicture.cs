using CityActors.Domain.Log;
using CityActors.Map;

namespace CityActors.Domain.Changes;

/// <summary>Fields of a zone in records and changes.</summary>
public static class ZonePicture
{
    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, Zone zone) =>
        writer.Text(zone.Id).Text(zone.Name).Number(zone.Level).Text(zone.Parent).Text(zone.Geometry);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Zone Read(ref RecordReader fields) => new(
        fields.RequiredText(), fields.RequiredText(), checked((int)fields.Number()), fields.Text(), fields.RequiredText());
}
