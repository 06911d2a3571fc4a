using CityActors.Domain.Twins;
using CityActors.Log;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Changes;

/// <summary>What subscribers are told of what the fold says.</summary>
public static class TwinChanges
{
    /// <summary>
    /// Whether subscribers are told of changes of this kind, and as what. Late readings, names, zones and refusals are not told.
    /// </summary>
    public static bool IsTold(ChangeKind kind, out TwinChangeKind told)
    {
        (var isTold, told) = kind switch
        {
            ChangeKind.Reading => (true, TwinChangeKind.Channel),
            ChangeKind.Registered => (true, TwinChangeKind.Registered),
            ChangeKind.Described => (true, TwinChangeKind.Described),
            ChangeKind.Expired => (true, TwinChangeKind.Expired),
            ChangeKind.Revived => (true, TwinChangeKind.Revived),
            ChangeKind.Deleted => (true, TwinChangeKind.Deleted),
            _ => (false, default),
        };
        return isTold;
    }

    /// <summary>The change that a reader stands at, as a subscriber who knows the twin gets it.</summary>
    /// <param name="reader">Stands at a change that is told.</param>
    /// <param name="frame">The frame it reads.</param>
    /// <param name="kind">As <see cref="IsTold"/> says.</param>
    /// <param name="twin">URN of its twin.</param>
    /// <param name="names">Names of channels, at least as new as the frame.</param>
    public static TwinChange Tell(ChangeReader reader, ChangeFrame frame, TwinChangeKind kind, string twin, TwinNames names)
    {
        var place = new TwinValue(ValueKind.Position, reader.Place, null);
        var cell = reader.Place == ChangeWriter.NoPlace ? MapCell.Nowhere : MapCell.Of(place.Longitude, place.Latitude);
        return Tell(reader, frame, kind, twin, kind == TwinChangeKind.Channel ? names.Channel(reader.Channel).Name : "", cell);
    }

    /// <summary>The change that a reader stands at, as subscribers get it.</summary>
    /// <param name="reader">Stands at a change that is told.</param>
    /// <param name="frame">The frame it reads.</param>
    /// <param name="kind">As <see cref="IsTold"/> says.</param>
    /// <param name="twin">URN of its twin.</param>
    /// <param name="channel">Name of its channel; empty when it is of none.</param>
    /// <param name="cell">Map cell of its place.</param>
    public static TwinChange Tell(ChangeReader reader, ChangeFrame frame, TwinChangeKind kind, string twin, string channel, long cell)
    {
        var place = new TwinValue(ValueKind.Position, reader.Place, null);
        var isPlaced = reader.Place != ChangeWriter.NoPlace;
        return new TwinChange(
            new LogPosition(frame.Generation, frame.Partition, reader.Sequence),
            reader.Index,
            kind,
            twin,
            channel,
            kind == TwinChangeKind.Channel ? reader.Value : default,
            reader.Quality,
            Moment.Of(reader.ObservedAtMs),
            Moment.Of(reader.ArrivedAtMs),
            cell,
            isPlaced ? place.Longitude : double.NaN,
            isPlaced ? place.Latitude : double.NaN);
    }
}
