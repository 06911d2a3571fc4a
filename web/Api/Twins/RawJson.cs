using System.Text.Json;
using System.Text.Json.Serialization;
using CityActors.Twins.Channels;

namespace CityActors.Web.Api.Twins;

/// <summary>JSON that is passed on as it is kept.</summary>
/// <param name="Text">Well-formed JSON.</param>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(string Text);

/// <summary>Writes <see cref="RawJson"/>.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    /// <inheritdoc/>
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("What is passed on is only written.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}

/// <summary>A value of a channel; a position is a GeoJSON point, no value is null.</summary>
[JsonConverter(typeof(ChannelValueConverter))]
internal readonly record struct ChannelValue(TwinValue Value);
