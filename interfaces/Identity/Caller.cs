using System.Text;
using Orleans.Runtime;

namespace CityActors.Identity;

/// <summary>
/// For whom and by whom a call is made. It travels with the call (Orleans request context) and is written into every log frame that
/// the call causes.
/// </summary>
public static class Caller
{
    /// <summary>Key of the tenant in the request context.</summary>
    public const string TenantKey = "city.tenant";

    /// <summary>Key of the actor in the request context.</summary>
    public const string ActorKey = "city.actor";

    /// <summary>Tenant of a call that names none.</summary>
    public const string DefaultTenant = "default";

    /// <summary>Actor of a call that names none: the city itself.</summary>
    public const string DefaultActor = "system";

    /// <summary>Longest tenant, UTF-8 bytes.</summary>
    public const int TenantBytesMax = 64;

    /// <summary>Longest actor, UTF-8 bytes.</summary>
    public const int ActorBytesMax = 256;

    /// <summary>Whose city the running call is about.</summary>
    /// <exception cref="ArgumentException">The call names a tenant that is too long.</exception>
    public static string Tenant => Of(TenantKey, DefaultTenant, TenantBytesMax);

    /// <summary>Who or what makes the running call.</summary>
    /// <exception cref="ArgumentException">The call names an actor that is too long.</exception>
    public static string Actor => Of(ActorKey, DefaultActor, ActorBytesMax);

    /// <summary>Says for whom and by whom the calls are made that follow in this flow of execution.</summary>
    public static void Set(string tenant, string actor)
    {
        RequestContext.Set(TenantKey, tenant);
        RequestContext.Set(ActorKey, actor);
    }

    private static string Of(string key, string otherwise, int bytesMax)
    {
        if (RequestContext.Get(key) is not string name || name.Length == 0)
        {
            return otherwise;
        }

        var bytes = Encoding.UTF8.GetByteCount(name);
        return bytes <= bytesMax
            ? name
            : throw new ArgumentException($"Expected '{key}' of at most {bytesMax} UTF-8 bytes in the request context, got {bytes}.");
    }
}
