using System.Collections.Immutable;
using CityActors.Map;
using CityActors.Web.Twins;

namespace CityActors.Web.Zones;

/// <summary>
/// Zones by name, for lists to choose from and for pages that know a zone by its URN; read at most every half minute for all open
/// pages. At most <see cref="Most"/> zones.
/// </summary>
public sealed class ZoneNames(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Most zones that are named; a zone beyond them is called by its id.</summary>
    public const int Most = 5_000;

    private const int PageSize = 1_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim turn = new(1);
    private ImmutableDictionary<string, Zone> zones = ImmutableDictionary<string, Zone>.Empty;
    private DateTimeOffset readAt;

    /// <summary>Values and texts of a choice among zones: wide ones first, each level by name.</summary>
    public IEnumerable<(string Value, string Text)> Choices => zones.Values
        .OrderBy(static zone => zone.Level).ThenBy(static zone => zone.Name, StringComparer.CurrentCulture)
        .Select(static zone => (zone.Id, zone.Name));

    /// <summary>What people call a zone.</summary>
    public string Of(string zone) => zones.TryGetValue(zone, out var known) ? known.Name : TwinNames.Local(zone);

    /// <summary>Reads zones, unless they were read a moment ago.</summary>
    public async Task Read()
    {
        await turn.WaitAsync();
        try
        {
            if (time.GetUtcNow() - readAt < Fresh && !zones.IsEmpty)
            {
                return;
            }

            var all = ImmutableDictionary.CreateBuilder<string, Zone>();
            string? after = null;
            do
            {
                var page = await grains.GetGrain<IZonesGrain>(0).List(after, PageSize);
                foreach (var zone in page)
                {
                    all[zone.Id] = zone;
                }

                after = page.Length == PageSize ? page[^1].Id : null;
            }
            while (after is not null && all.Count < Most);

            (zones, readAt) = (all.ToImmutable(), time.GetUtcNow());
        }
        finally
        {
            turn.Release();
        }
    }
}
