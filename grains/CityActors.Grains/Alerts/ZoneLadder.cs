using System.Collections.Immutable;
using CityActors.Grains.Registry;
using CityActors.Map;

namespace CityActors.Grains.Alerts;

/// <summary>
/// Which zones lie above and below one another, as the registry knew it a little while ago. Few thousand zones, kept whole.
/// </summary>
internal sealed class ZoneLadder(ITwinRegistry registry, TimeProvider time)
{
    private const int PageMax = 1_000;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim gate = new(1);
    private Picture picture = new(ImmutableDictionary<string, Zone>.Empty, DateTimeOffset.MinValue);

    /// <summary>A zone and those above it, the smallest first; empty for none.</summary>
    public async ValueTask<ImmutableArray<string>> Above(string? zone)
    {
        if (zone is null)
        {
            return [];
        }

        var zones = await Zones();
        var above = ImmutableArray.CreateBuilder<string>();
        for (var at = zone; at is not null && !above.Contains(at); at = zones.GetValueOrDefault(at)?.Parent)
        {
            above.Add(at);
        }

        return above.ToImmutable();
    }

    /// <summary>The zone at a level that a zone lies in, or itself when it lies above.</summary>
    public async ValueTask<string> Area(string? zone, int level)
    {
        var zones = await Zones();
        foreach (var at in await Above(zone))
        {
            if (zones.GetValueOrDefault(at) is not { } known || known.Level <= level)
            {
                return at;
            }
        }

        return zone ?? "";
    }

    /// <summary>A zone and all below it.</summary>
    public async ValueTask<ImmutableHashSet<string>> Below(string zone)
    {
        var zones = await Zones();
        var below = ImmutableHashSet.Create(StringComparer.Ordinal, zone);
        for (var before = 0; before < below.Count;)
        {
            before = below.Count;
            below = below.Union(
                zones.Values.Where(each => each.Parent is { } parent && below.Contains(parent)).Select(static each => each.Id));
        }

        return below;
    }

    private async ValueTask<ImmutableDictionary<string, Zone>> Zones()
    {
        var now = picture;
        if (time.GetUtcNow() - now.At < Age)
        {
            return now.Zones;
        }

        await gate.WaitAsync();
        try
        {
            if (ReferenceEquals(now, picture))
            {
                picture = new Picture(await Load(), time.GetUtcNow());
            }

            return picture.Zones;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<ImmutableDictionary<string, Zone>> Load()
    {
        var zones = ImmutableDictionary.CreateBuilder<string, Zone>(StringComparer.Ordinal);
        string? after = null;
        while (true)
        {
            var page = await registry.Zones(after, PageMax);
            foreach (var zone in page)
            {
                zones[zone.Id] = zone with { Geometry = "" };
            }

            if (page.Length < PageMax)
            {
                return zones.ToImmutable();
            }

            after = page[^1].Id;
        }
    }

    private sealed record Picture(ImmutableDictionary<string, Zone> Zones, DateTimeOffset At);
}
