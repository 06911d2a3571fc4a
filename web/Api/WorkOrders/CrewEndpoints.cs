using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;
using CityActors.WorkOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.WorkOrders;

/// <summary>The crews that work orders are assigned to.</summary>
internal static class CrewEndpoints
{
    private static readonly CaseMove<CrewBody> Putting =
        CaseMove<CrewBody>.Of<CrewBody>("put", WorkOrderOperations.PutCrew, static body => body);

    /// <summary>Maps the room.</summary>
    public static void MapCrews(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get("/api/crews", List, WorkOrderOperations.Crews);
        endpoints.Put("/api/crews/{crew}", Put, WorkOrderOperations.PutCrew);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        return CaseAnswers.Json(new { crews = await grains.GetGrain<ICrewsGrain>(0).List() });
    }

    private static async Task<IResult> Put(HttpContext context, string crew, IGrainFactory grains)
    {
        var (body, reason) = await Putting.Read(context);
        var answer = await grains.GetGrain<ICrewsGrain>(0).Put(body.Crew(crew), CaseRequests.Order(context, reason));
        CaseAnswers.Told(context, answer);
        return CaseAnswers.Json(MoveDone.Of(answer));
    }
}
