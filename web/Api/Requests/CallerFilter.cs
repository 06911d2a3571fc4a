using CityActors.Identity;
using CityActors.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Requests;

/// <summary>
/// Says with every grain call for whom and by whom it is made. There is one tenant, and callers are told apart by their address until
/// they sign in.
/// </summary>
internal sealed class CallerFilter : IEndpointFilter
{
    /// <summary>Header of NGSI-LD that names a tenant.</summary>
    public const string TenantHeader = "NGSILD-Tenant";

    /// <inheritdoc/>
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var tenant = context.HttpContext.Request.Headers[TenantHeader].ToString();
        if (tenant.Length > 0 && tenant != Caller.DefaultTenant)
        {
            throw new RefusedException(
                ProblemKind.NonexistentTenant,
                $"Expected no tenant or '{Caller.DefaultTenant}', got {Short.Quote(tenant)}.",
                $"header {TenantHeader}");
        }

        Caller.Set(Caller.DefaultTenant, $"api:{context.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "local"}");
        return next(context);
    }
}
