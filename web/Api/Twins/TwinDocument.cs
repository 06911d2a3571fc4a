using System.Text.Json;
using CityActors.Twins;
using CityActors.Twins.Channels;
using CityActors.Web.Api.Entities.NgsiLd;

namespace CityActors.Web.Api.Twins;

/// <summary>A twin as the city knows it.</summary>
/// <param name="Id">URN.</param>
/// <param name="Type">Type.</param>
/// <param name="Name">Attribute <c>name</c> when it is a text.</param>
/// <param name="Location">GeoJSON point of its newest place; null when it has none.</param>
/// <param name="Zone">URN of the smallest zone that holds its place.</param>
/// <param name="RoadSegment">URN of the road segment its place was matched to.</param>
/// <param name="Expired">Whether it fell silent for longer than its time to live.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="ChangedAt">Newest change of any kind.</param>
/// <param name="Position">Log position of this picture.</param>
/// <param name="Channels">What it measures, by name.</param>
/// <param name="Attributes">What is said of it.</param>
/// <param name="Relations">Relations that start at it.</param>
internal sealed record TwinDocument(
    string Id,
    string Type,
    string? Name,
    ChannelValue? Location,
    string? Zone,
    string? RoadSegment,
    bool Expired,
    DateTimeOffset RegisteredAt,
    DateTimeOffset ChangedAt,
    string Position,
    IEnumerable<ChannelDocument> Channels,
    IReadOnlyDictionary<string, RawJson> Attributes,
    IEnumerable<RelationDocument> Relations)
{
    /// <summary>The document of a state.</summary>
    public static TwinDocument Of(TwinState twin, DateTimeOffset now) => new(
        twin.Id,
        twin.Type,
        NameOf(twin),
        twin is { Longitude: { } longitude, Latitude: { } latitude } ? new ChannelValue(TwinValue.OfPosition(longitude, latitude)) : null,
        twin.Zone,
        twin.RoadSegment,
        twin.Expired,
        twin.RegisteredAt,
        twin.ChangedAt,
        twin.Position.ToString(),
        twin.Channels.Select(channel => ChannelDocument.Of(channel, now)),
        twin.Attributes.Where(static pair => !AttributeNotes.IsNotes(pair.Key)).ToDictionary(static pair => pair.Key, static pair =>
            new RawJson(pair.Value)),
        twin.Relations.Select(static relation => new RelationDocument(relation.Subject, relation.Name, relation.Object)));

    private static string? NameOf(TwinState twin)
    {
        if (!twin.Attributes.TryGetValue("name", out var json) || json.Length == 0 || json[0] != '"')
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<string>(json);
        }
        catch (JsonException)
        {
            // Half of a surrogate pair is JSON, and no text.
            return null;
        }
    }
}

/// <summary>A channel of a twin.</summary>
/// <param name="Name">Name.</param>
/// <param name="Value">Newest accepted value; null before the first.</param>
/// <param name="Unit">Unit as registered.</param>
/// <param name="Quality">How far to trust it: unknown, good, invalid, uncertain, late.</param>
/// <param name="ObservedAt">Device time; null before the first value.</param>
/// <param name="ArrivedAt">Gateway time; null before the first value.</param>
/// <param name="AgeSeconds">Time since it was observed; null before the first value.</param>
/// <param name="Position">The log record that carried it; null before the first value.</param>
internal sealed record ChannelDocument(
    string Name,
    ChannelValue Value,
    string? Unit,
    string Quality,
    DateTimeOffset? ObservedAt,
    DateTimeOffset? ArrivedAt,
    double? AgeSeconds,
    string? Position)
{
    /// <summary>The document of a state.</summary>
    public static ChannelDocument Of(ChannelState channel, DateTimeOffset now) => channel.Value.Kind == ValueKind.None
        ? new ChannelDocument(channel.Name, default, channel.Unit, Word(channel.Quality), null, null, null, null)
        : new ChannelDocument(
            channel.Name, new ChannelValue(channel.Value), channel.Unit, Word(channel.Quality), channel.ObservedAt, channel.ArrivedAt,
            Age(channel.ObservedAt, now), channel.Position.ToString());

    /// <summary>Age in seconds, to the millisecond; never negative: a device's clock may be ahead.</summary>
    public static double Age(DateTimeOffset observedAt, DateTimeOffset now) => Math.Round(Math.Max(0, (now - observedAt).TotalSeconds), 3);

    /// <summary>A quality as a word.</summary>
    public static string Word(Quality quality) => quality switch
    {
        CityActors.Twins.Channels.Quality.Good => "good",
        CityActors.Twins.Channels.Quality.Invalid => "invalid",
        CityActors.Twins.Channels.Quality.Uncertain => "uncertain",
        CityActors.Twins.Channels.Quality.Late => "late",
        _ => "unknown",
    };
}

/// <summary>A relation.</summary>
internal sealed record RelationDocument(string Subject, string Name, string Object);
