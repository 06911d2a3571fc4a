using Orleans.Runtime;

namespace CityActors.Streams;

/// <summary>
/// Names of the city's Orleans streams. Events are <see cref="Twins.TwinChange"/>; the sequence token of an event resumes a
/// subscription after it, without gap or repeat, as far back as the change log is retained.
/// </summary>
public static class CityStreams
{
    /// <summary>Name of the stream provider.</summary>
    public const string Provider = "city";

    /// <summary>Namespace of the streams of twin changes by map cell.</summary>
    public const string TwinChanges = "twin-changes";

    /// <summary>The stream of one map cell (<see cref="Map.MapCell"/>; <see cref="Map.MapCell.Nowhere"/> for twins without a place).</summary>
    public static StreamId OfCell(long cell) => StreamId.Create(TwinChanges, cell.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
