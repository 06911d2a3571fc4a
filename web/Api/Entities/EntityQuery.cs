using System.Collections.Immutable;
using CityActors.Log;
using CityActors.Registry;
using CityActors.Twins;
using CityActors.Web.Api.Entities.NgsiLd;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Entities;

/// <summary>
/// Finds entities of several types, or of all. Ids are in the order of their types, so the types are asked one after the other, and an
/// id says in which of them a page goes on.
/// </summary>
/// <param name="grains">The city.</param>
/// <param name="types">Types; empty: all.</param>
/// <param name="view">Entities that have none of its attributes are left out.</param>
/// <param name="atLeast">Positions the answer must have reached.</param>
internal sealed class EntityQuery(IGrainFactory grains, IReadOnlyList<string> types, EntityView view, ImmutableArray<LogPosition> atLeast)
{
    /// <summary>Most twins that are looked at for one page.</summary>
    public const int LookedAtMax = 10_000;

    private const int PageMax = 1_000;
    private int lookedAt;
    private string? last;

    /// <summary>Entities of the page.</summary>
    public List<TwinState> Found { get; } = [];

    /// <summary>Id after which the next page starts; null on the last.</summary>
    public string? Next { get; private set; }

    /// <summary>How many there are in all, whatever their attributes.</summary>
    public async Task<long> Count()
    {
        var total = 0L;
        foreach (var type in Types())
        {
            total += (await Pages.Find(grains, new TwinQuery(type, null, null, null, 1, null), atLeast)).Total;
        }

        return total;
    }

    /// <summary>Finds a page.</summary>
    /// <param name="after">Id after which it starts; null: from the first.</param>
    /// <param name="skip">Entities left out before it.</param>
    /// <param name="limit">Most entities.</param>
    public async Task Find(string? after, int skip, int limit)
    {
        foreach (var type in Types())
        {
            if (after is not null && type is not null && IsPast(type, after))
            {
                continue;
            }

            var from = after;
            do
            {
                var most = Math.Clamp(skip + limit - Found.Count + 1, 1, PageMax);
                var page = await Pages.Find(grains, new TwinQuery(type, null, null, from, most, null), atLeast);
                foreach (var twin in page.Twins)
                {
                    if (Found.Count == limit || lookedAt == LookedAtMax)
                    {
                        Next = last;
                        return;
                    }

                    lookedAt++;
                    last = twin.Id;
                    if (!EntityWriter.HasAny(twin, view))
                    {
                        continue;
                    }

                    if (skip > 0)
                    {
                        skip--;
                        continue;
                    }

                    Found.Add(twin);
                }

                from = page.Next;
            }
            while (from is not null);
        }
    }

    private static bool IsPast(string type, string after) => string.CompareOrdinal($"urn:ngsi-ld:{type};", after) <= 0;

    private IEnumerable<string?> Types() =>
        types.Count == 0 ? [null] : types.Order(Comparer<string>.Create(static (a, b) => string.CompareOrdinal(a + ":", b + ":")));
}
