using CityActors.Twins;
using CityActors.Web.Api.Entities.NgsiLd;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Entities;

/// <summary>Entities that a query names by their ids.</summary>
internal static class EntitiesById
{
    /// <summary>Those of the ids that exist, are of the types and have one of the attributes, in the order of their ids.</summary>
    public static async Task<List<TwinState>> Find(
        HttpContext context, QueryValues query, string[] types, EntityView view, IGrainFactory grains)
    {
        foreach (var other in (string[])["after", "offset", "count"])
        {
            if (query.Has(other))
            {
                throw query.Refuse(other, "none together with id");
            }
        }

        var ids = query.List("id").Select(static id => TwinPath.Read(id, "query id")).Distinct().Order(StringComparer.Ordinal).ToArray();
        var states = await grains.GetGrain<ITwinsGrain>(0).Read([.. ids], Positions.Asked(context));
        return
        [
            .. states.OfType<TwinState>()
                .Where(twin => (types.Length == 0 || types.Contains(twin.Type)) && EntityWriter.HasAny(twin, view))
                .Take(query.Integer("limit")),
        ];
    }
}
