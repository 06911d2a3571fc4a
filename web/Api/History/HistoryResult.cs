using System.Text.Json;
using System.Xml;
using CityActors.History;
using CityActors.Web.Api.Twins;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.History;

/// <summary>A series, written straight into the body: it may have 100,000 points.</summary>
internal sealed class HistoryResult(HistoryQuery query, HistorySeries series) : IResult
{
    private const int FlushEveryPoints = 2_000;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = ApiJson.Json;
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, ApiJson.Writer);
        WriteHead(json);
        for (var number = 0; number < series.Points.Length; number++)
        {
            WritePoint(json, series.Points[number]);
            if (number % FlushEveryPoints == FlushEveryPoints - 1)
            {
                await json.FlushAsync(httpContext.RequestAborted);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(httpContext.RequestAborted);
    }

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("twin"u8, query.Twin);
        json.WriteString("channel"u8, query.Channel);
        json.WriteString("unit"u8, series.Unit);
        json.WriteString("from"u8, query.From);
        json.WriteString("to"u8, query.To);
        json.WriteString("every"u8, query.Every is { } every ? XmlConvert.ToString(every) : null);
        json.WriteString("aggregate"u8, query.Aggregate.ToString().ToLowerInvariant());
        json.WriteString("downsampling"u8, HistoryOperations.Word(query.Downsampling));
        json.WriteNumber("total"u8, series.Total);
        json.WriteBoolean("cut"u8, series.Cut);
        json.WriteStartArray("points"u8);
    }

    private void WritePoint(Utf8JsonWriter json, in HistoryPoint point)
    {
        json.WriteStartObject();
        json.WriteString("at"u8, point.At);
        json.WritePropertyName("value"u8);
        ChannelValueConverter.Write(json, point.Value);
        if (query.Aggregate == Aggregate.None)
        {
            json.WriteString("quality"u8, ChannelDocument.Word(point.Quality));
            json.WriteString("position"u8, point.Position.ToString());
        }
        else
        {
            json.WriteNumber("count"u8, point.Count);
        }

        json.WriteEndObject();
    }
}
