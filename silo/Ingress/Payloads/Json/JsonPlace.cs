using System.Text.Json;

namespace CityActors.Silo.Ingress.Payloads.Json;

/// <summary>Reads a place: <c>{"lon": …, "lat": …}</c> or a GeoJSON Point, WGS 84 degrees.</summary>
internal static class JsonPlace
{
    /// <summary>Reads the object the reader stands on, and leaves the reader at its end.</summary>
    /// <returns>Null when it is a place; else the reason why not.</returns>
    public static string? Read(ref Utf8JsonReader reader, out long bits)
    {
        double longitude = double.NaN, latitude = double.NaN;
        var isPoint = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isLongitude = reader.ValueTextEquals("lon"u8);
            var isLatitude = reader.ValueTextEquals("lat"u8);
            var isType = reader.ValueTextEquals("type"u8);
            var isCoordinates = reader.ValueTextEquals("coordinates"u8);
            reader.Read();
            if ((isLongitude || isLatitude) && reader.TokenType == JsonTokenType.Number)
            {
                NumberText.TryParse(reader.ValueSpan, out (isLongitude ? ref longitude : ref latitude));
            }
            else if (isType)
            {
                isPoint = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("Point"u8);
                reader.Skip();
            }
            else if (isCoordinates && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadCoordinates(ref reader, ref longitude, ref latitude);
            }
            else
            {
                reader.Skip();
            }
        }

        bits = 0;
        if (!isPoint || double.IsNaN(longitude) || double.IsNaN(latitude))
        {
            return RefusalReason.Type;
        }

        return ReadingValues.TryPosition(longitude, latitude, out bits) ? null : RefusalReason.Range;
    }

    private static void ReadCoordinates(ref Utf8JsonReader reader, ref double longitude, ref double latitude)
    {
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (reader.TokenType == JsonTokenType.Number && i < 2)
            {
                NumberText.TryParse(reader.ValueSpan, out (i == 0 ? ref longitude : ref latitude));
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
