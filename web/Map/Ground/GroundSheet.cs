using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CityActors.Web.Map.Ground;

/// <summary>A GeoJSON collection that is drawn again only when it is asked for and no longer fresh.</summary>
internal sealed class GroundSheet(TimeSpan fresh, TimeProvider time)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SemaphoreSlim turn = new(1);
    private ReadOnlyMemory<byte> drawn;
    private DateTimeOffset drawnAt;

    /// <summary>The collection, UTF-8.</summary>
    public async Task<ReadOnlyMemory<byte>> Read(Func<Utf8JsonWriter, Task> draw)
    {
        await turn.WaitAsync();
        try
        {
            if (drawn.IsEmpty || time.GetUtcNow() - drawnAt >= fresh)
            {
                var buffer = new ArrayBufferWriter<byte>();
                await using (var sheet = new Utf8JsonWriter(buffer, Readable))
                {
                    sheet.WriteStartObject();
                    sheet.WriteString("type", "FeatureCollection");
                    sheet.WriteStartArray("features");
                    await draw(sheet);
                    sheet.WriteEndArray();
                    sheet.WriteEndObject();
                }

                (drawn, drawnAt) = (buffer.WrittenMemory, time.GetUtcNow());
            }

            return drawn;
        }
        finally
        {
            turn.Release();
        }
    }
}
