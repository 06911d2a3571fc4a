using System.Text.Json;
using CityActors.Twins;
using CityActors.Twins.Channels;
using CityActors.Web.Api.Twins;

namespace CityActors.Web.Api.Entities.NgsiLd;

/// <summary>
/// Writes twins as NGSI-LD entities. A channel becomes a Property (a GeoProperty where it is a place) with observedAt, unitCode, and the
/// sub-properties quality, ageSeconds, arrivedAt and logPosition; an attribute a Property, GeoProperty or LanguageProperty with what was
/// said of it; a relation a Relationship. Where a channel and an attribute share a name, the channel's value is the newer truth.
/// </summary>
internal sealed class EntityWriter(Utf8JsonWriter json, EntityView view, string? context, DateTimeOffset now)
{
    private const string Location = "location";

    /// <summary>Whether the twin has any of the attributes that are asked for.</summary>
    public static bool HasAny(TwinState twin, EntityView view) => view.Attributes.Count == 0 || view.Attributes.Any(name =>
        twin.Channel(name) is { Value.Kind: not ValueKind.None } || twin.Attributes.ContainsKey(name)
        || twin.Relations.Any(relation => relation.Name == name) || DerivedOf(twin).Any(each =>
            each.Name == name && each.Object is not null)
        || (name == Location && twin.Longitude is not null) || (name == "expired" && twin.Expired));

    /// <summary>Writes a twin.</summary>
    public void Write(TwinState twin)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, twin.Id);
        json.WriteString("type"u8, twin.Type);
        if (view.HasSystemTimes)
        {
            json.WriteString("createdAt"u8, Time(twin.RegisteredAt));
            json.WriteString("modifiedAt"u8, Time(twin.ChangedAt));
        }

        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var channel in twin.Channels)
        {
            if (channel.Value.Kind != ValueKind.None && written.Add(channel.Name) && view.Shows(channel.Name))
            {
                Write(channel);
            }
        }

        WriteAttributes(twin, written);
        WriteRelations(twin, written);
        WriteDerived(twin, written);
        if (context is not null)
        {
            EntityContext.Write(json, context);
        }

        json.WriteEndObject();
    }

    private static (string Name, string? Object)[] DerivedOf(TwinState twin) => [("zone", twin.Zone), ("refRoadSegment", twin.RoadSegment)];

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private void Write(ChannelState channel)
    {
        json.WritePropertyName(channel.Name);
        if (view.IsSimplified)
        {
            ChannelValueConverter.Write(json, channel.Value);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, channel.Value.Kind == ValueKind.Position ? "GeoProperty"u8 : "Property"u8);
        json.WritePropertyName("value"u8);
        ChannelValueConverter.Write(json, channel.Value);
        json.WriteString("observedAt"u8, Time(channel.ObservedAt));
        if (channel.Unit is not null)
        {
            json.WriteString("unitCode"u8, channel.Unit);
        }

        Sub("quality", ChannelDocument.Word(channel.Quality));
        json.WriteStartObject("ageSeconds"u8);
        json.WriteString("type"u8, "Property"u8);
        json.WriteNumber("value"u8, ChannelDocument.Age(channel.ObservedAt, now));
        json.WriteString("unitCode"u8, "SEC"u8);
        json.WriteEndObject();
        json.WriteStartObject("arrivedAt"u8);
        json.WriteString("type"u8, "Property"u8);
        json.WriteStartObject("value"u8);
        json.WriteString("@type"u8, "DateTime"u8);
        json.WriteString("@value"u8, Time(channel.ArrivedAt));
        json.WriteEndObject();
        json.WriteEndObject();
        Sub("logPosition", channel.Position.ToString());
        json.WriteEndObject();
    }

    private void WriteAttributes(TwinState twin, HashSet<string> written)
    {
        foreach (var (name, text) in twin.Attributes)
        {
            if (AttributeNotes.IsNotes(name) || !written.Add(name) || !view.Shows(name))
            {
                continue;
            }

            using var value = JsonDocument.Parse(text);
            using var notes = Notes(twin, name);
            var isLanguage = notes?.RootElement.TryGetProperty("languageMap"u8, out _) == true;
            json.WritePropertyName(name);
            if (view.IsSimplified)
            {
                WriteSimplified(value.RootElement, isLanguage);
                continue;
            }

            json.WriteStartObject();
            json.WriteString("type"u8, isLanguage ? "LanguageProperty"u8 : GeoJsonType.Is(value.RootElement) ? "GeoProperty"u8
                : "Property"u8);
            json.WritePropertyName(isLanguage ? "languageMap"u8 : "value"u8);
            value.RootElement.WriteTo(json);
            WriteNotes(notes);
            json.WriteEndObject();
        }
    }

    private void WriteSimplified(JsonElement value, bool isLanguage)
    {
        if (!isLanguage)
        {
            value.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("languageMap"u8);
        value.WriteTo(json);
        json.WriteEndObject();
    }

    private void WriteRelations(TwinState twin, HashSet<string> written)
    {
        foreach (var group in twin.Relations.GroupBy(static relation => relation.Name))
        {
            if (!written.Add(group.Key) || !view.Shows(group.Key))
            {
                continue;
            }

            var objects = group.Select(static relation => relation.Object).ToArray();
            json.WritePropertyName(group.Key);
            if (objects.Length == 1)
            {
                using var notes = Notes(twin, group.Key);
                WriteRelation(objects[0], null, notes);
                continue;
            }

            json.WriteStartArray();
            foreach (var each in objects)
            {
                WriteRelation(each, each, null);
            }

            json.WriteEndArray();
        }
    }

    private void WriteDerived(TwinState twin, HashSet<string> written)
    {
        if (twin is { Longitude: { } longitude, Latitude: { } latitude } && written.Add(Location) && view.Shows(Location))
        {
            json.WritePropertyName(Location);
            if (!view.IsSimplified)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, "GeoProperty"u8);
                json.WritePropertyName("value"u8);
            }

            ChannelValueConverter.WritePoint(json, longitude, latitude);
            if (!view.IsSimplified)
            {
                json.WriteEndObject();
            }
        }

        foreach (var (name, target) in DerivedOf(twin))
        {
            if (target is not null && written.Add(name) && view.Shows(name))
            {
                json.WritePropertyName(name);
                WriteRelation(target, null, null);
            }
        }

        if (twin.Expired && written.Add("expired") && view.Shows("expired"))
        {
            if (view.IsSimplified)
            {
                json.WriteBoolean("expired"u8, true);
                return;
            }

            json.WriteStartObject("expired"u8);
            json.WriteString("type"u8, "Property"u8);
            json.WriteBoolean("value"u8, true);
            json.WriteEndObject();
        }
    }

    // Several relations of one name are told apart by datasetId; a relation has no number of its own, so its object is it.
    private void WriteRelation(string target, string? dataset, JsonDocument? notes)
    {
        if (view.IsSimplified)
        {
            json.WriteStringValue(target);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "Relationship"u8);
        json.WriteString("object"u8, target);
        if (dataset is not null)
        {
            json.WriteString("datasetId"u8, dataset);
        }

        WriteNotes(notes);
        json.WriteEndObject();
    }

    private void Sub(string name, string value)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "Property"u8);
        json.WriteString("value"u8, value);
        json.WriteEndObject();
    }

    private static JsonDocument? Notes(TwinState twin, string name) =>
        twin.Attributes.TryGetValue(AttributeNotes.NameFor(name), out var text) ? JsonDocument.Parse(text) : null;

    private void WriteNotes(JsonDocument? notes)
    {
        foreach (var note in notes?.RootElement.EnumerateObject() ?? default)
        {
            if (!note.NameEquals("languageMap"u8))
            {
                note.WriteTo(json);
            }
        }
    }
}
