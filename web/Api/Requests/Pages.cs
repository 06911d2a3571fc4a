using System.Collections.Immutable;
using CityActors.Log;
using CityActors.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace CityActors.Web.Api.Requests;

/// <summary>Paged lists.</summary>
internal static class Pages
{
    /// <summary>Says in a Link header where the next page is: this request, after another id.</summary>
    public static void Link(HttpContext context, string? next, string parameter = "after", params string[] without)
    {
        if (next is not null)
        {
            context.Response.Headers.Append("Link", $"<{PathOf(context, without.Append(parameter), (parameter, next))}>;rel=\"next\"");
        }
    }

    /// <summary>This request with other parameters, as a path.</summary>
    public static string PathOf(HttpContext context, IEnumerable<string> without, params (string Name, string Value)[] with)
    {
        var query = new QueryBuilder(context.Request.Query
            .Where(pair => !without.Contains(pair.Key))
            .SelectMany(static pair => pair.Value, static (pair, value) => KeyValuePair.Create(pair.Key, value ?? "")));
        foreach (var (name, value) in with)
        {
            query.Add(name, value);
        }

        // Commas part the links of a header, and not every reader knows which of them stand inside one.
        var path = context.Request.PathBase + context.Request.Path + query.ToQueryString().Value;
        return path.Replace(",", "%2C", StringComparison.Ordinal);
    }

    /// <summary>A page of the registry that has reached every position asked for.</summary>
    public static async Task<TwinPage> Find(IGrainFactory grains, TwinQuery query, ImmutableArray<LogPosition> asked)
    {
        var registry = grains.GetGrain<IRegistryGrain>(0);

        // The registry waits for one position a call; what the first calls find is not looked at.
        for (var each = 0; each < asked.Length - 1; each++)
        {
            await registry.Find(query with { Most = 1, AtLeast = asked[each] });
        }

        return await registry.Find(query with { AtLeast = asked.IsEmpty ? null : asked[^1] });
    }
}
