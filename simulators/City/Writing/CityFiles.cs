using System.Buffers;
using System.Text.Json;
using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Writing;

/// <summary>Writes a synthetic city as files: entity after entity, so that its size does not matter.</summary>
public static class CityFiles
{
    private const int FlushBytes = 64 << 10;

    /// <summary>Writes the twins as NGSI-LD entities, one JSON object a line.</summary>
    public static async Task WriteEntities(CityPlan plan, Stream into, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>(FlushBytes * 2);
        await using var json = new Utf8JsonWriter(bytes, NgsiLdWriter.Options);
        foreach (var entity in CityEntities.Of(plan))
        {
            NgsiLdWriter.Write(json, entity);
            await json.FlushAsync(cancellationToken);
            json.Reset();
            bytes.Write("\n"u8);
            if (bytes.WrittenCount >= FlushBytes)
            {
                await into.WriteAsync(bytes.WrittenMemory, cancellationToken);
                bytes.ResetWrittenCount();
            }
        }

        await into.WriteAsync(bytes.WrittenMemory, cancellationToken);
        await into.FlushAsync(cancellationToken);
    }

    /// <summary>Writes the zones as GeoJSON.</summary>
    public static async Task WriteZones(CityPlan plan, Stream into, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(into, NgsiLdWriter.Options);
        ZoneWriter.Write(json, CityZones.Of(plan));
        await json.FlushAsync(cancellationToken);
    }
}
