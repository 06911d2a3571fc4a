using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Map;
using CityActors.Log;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Twins;

/// <summary>Makes pictures out of rows.</summary>
internal static class TwinReads
{
    public static TwinState? Read(ShardState state, int twin)
    {
        ref readonly var row = ref state.Twins[twin];
        if (!row.Exists)
        {
            return null;
        }

        var picture = state.Picture(twin);
        Place? place = row.Place == ChangeWriter.NoPlace ? null : Place.Of(row.Place);
        return new TwinState(
            picture.Id,
            state.Labels[row.Type]!,
            Channels(state, row.FirstChannel),
            picture.Attributes,
            picture.Relations,
            place?.Longitude,
            place?.Latitude,
            picture.Zone,
            state.Roads.IdOf(row.Segment),
            (row.Flags & TwinFlags.Expired) != 0,
            Moment.Of(row.RegisteredAtMs),
            Moment.Of(row.ChangedAtMs),
            new LogPosition(state.Generation, state.Partition, state.Sequence));
    }

    public static ImmutableArray<MapPoint> Within(ShardState state, MapView view)
    {
        var types = view.Types.IsDefaultOrEmpty ? null : view.Types.Select(type => state.Labels.Find(type)).ToHashSet();
        var box = new Box(Units(view.West), Units(view.South), Units(view.East), Units(view.North));
        var found = new List<(long ChangedAtMs, int Twin)>();
        for (var twin = 0; twin < state.Twins.Count; twin++)
        {
            ref readonly var row = ref state.Twins[twin];
            if (row.Place != ChangeWriter.NoPlace && row.Live && box.Holds(Place.Of(row.Place))
                && (types is null || types.Contains(row.Type)))
            {
                found.Add((row.ChangedAtMs, twin));
            }
        }

        if (found.Count > view.Most)
        {
            found.Sort(static (a, b) => (b.ChangedAtMs, a.Twin).CompareTo((a.ChangedAtMs, b.Twin)));
            found.RemoveRange(view.Most, found.Count - view.Most);
        }

        return [.. found.Select(one => Point(state, one.Twin)).OrderByDescending(static point => point.ChangedAt)];
    }

    public static ImmutableArray<string> OnSegment(ShardState state, string roadSegment, int most)
    {
        var number = state.Roads.Find(roadSegment);
        var found = ImmutableArray.CreateBuilder<string>();
        for (var twin = 0; number >= 0 && twin < state.Twins.Count && found.Count < most; twin++)
        {
            ref readonly var row = ref state.Twins[twin];
            if (row.Segment == number && row.Live)
            {
                found.Add(state.IdText(twin));
            }
        }

        return found.ToImmutable();
    }

    private static int Units(double degrees) => (int)Math.Clamp(degrees * TwinValue.UnitsPerDegree, int.MinValue, int.MaxValue);

    private static ImmutableArray<ChannelState> Channels(ShardState state, int first)
    {
        var channels = ImmutableArray.CreateBuilder<ChannelState>();
        for (var channel = first; channel >= 0; channel = state.Channels[channel].Next)
        {
            ref readonly var row = ref state.Channels[channel];
            channels.Add(new ChannelState(
                state.Labels[row.Name]!,
                Value(state, channel, row),
                Moment.Of(row.ObservedAtMs),
                Moment.Of(row.ArrivedAtMs),
                row.Quality,
                new LogPosition(state.Generation, state.Partition, row.Sequence),
                state.Labels[row.Unit]));
        }

        channels.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return channels.ToImmutable();
    }

    /// <summary>The value of a channel.</summary>
    public static TwinValue Value(ShardState state, int channel, in ChannelRow row) => row.Kind switch
    {
        ValueKind.Code => TwinValue.OfCode(state.Codes[(int)row.Bits]!),
        ValueKind.Text => TwinValue.OfText(Encoding.UTF8.GetString(state.Texts[channel]!)),
        _ => new TwinValue(row.Kind, row.Bits, null),
    };

    private static MapPoint Point(ShardState state, int twin)
    {
        ref readonly var row = ref state.Twins[twin];
        var place = Place.Of(row.Place);
        return new MapPoint(
            state.IdText(twin), state.Labels[row.Type]!, place.Longitude, place.Latitude, Name(state.Descriptions[twin]),
            Moment.Of(row.ChangedAtMs));
    }

    private static string? Name(byte[]? description)
    {
        var json = description is null ? null : TwinPicture.Attribute(RecordReader.OverFields(description), "name"u8);
        if (json is null || json.Length < 2 || json[0] != '"')
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<string>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
