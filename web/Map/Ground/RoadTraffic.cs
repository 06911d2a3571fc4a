using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using CityActors.Twins;
using CityActors.Web.Map.Legend;

namespace CityActors.Web.Map.Ground;

/// <summary>
/// How roads flow now: the level of service of each segment that has one, read at most every few seconds for all who look at a map.
/// </summary>
internal sealed class RoadTraffic(IGrainFactory grains, TimeProvider time)
{
    private const int PageSize = 2_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim turn = new(1);
    private ImmutableArray<string> segments = [];
    private ReadOnlyMemory<byte> drawn = "{}"u8.ToArray();
    private DateTimeOffset drawnAt;

    /// <summary>Says which segments are drawn.</summary>
    public void Follow(ImmutableArray<string> ids) => ImmutableInterlocked.InterlockedExchange(ref segments, ids);

    /// <summary>Levels by URN, a JSON object in UTF-8.</summary>
    public async Task<ReadOnlyMemory<byte>> Read()
    {
        await turn.WaitAsync();
        try
        {
            if (time.GetUtcNow() - drawnAt >= Fresh)
            {
                (drawn, drawnAt) = (await Draw(), time.GetUtcNow());
            }

            return drawn;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ReadOnlyMemory<byte>> Draw()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var levels = new Utf8JsonWriter(buffer);
        levels.WriteStartObject();
        foreach (var page in segments.Chunk(PageSize))
        {
            foreach (var road in await grains.GetGrain<ITwinsGrain>(0).Read([.. page], []))
            {
                if (road is not null && RoadLevel.Of(road, time.GetUtcNow()) is { } level)
                {
                    levels.WriteString(road.Id, level);
                }
            }
        }

        levels.WriteEndObject();
        levels.Flush();
        return buffer.WrittenMemory;
    }
}
