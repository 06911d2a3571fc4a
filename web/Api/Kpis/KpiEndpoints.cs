using CityActors.Kpis;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Kpis;

/// <summary>KPIs: what they are, how they stand and stood, what they are made of.</summary>
internal static class KpiEndpoints
{
    /// <summary>Maps the reading half of the room.</summary>
    public static void MapKpis(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Get("/api/kpis", List, KpiOperations.List);
        endpoints.Get("/api/kpis/{kpi}", One, KpiOperations.One);
        endpoints.Get("/api/kpis/{kpi}/values", Values, KpiOperations.Values);
        endpoints.Get("/api/kpis/{kpi}/windows", Windows, KpiOperations.Windows);
        endpoints.Get("/api/kpis/{kpi}/lineage", Lineage, KpiOperations.Lineage);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var band = query.Word("band");
        var page = await Kpis(grains).List(new KpiQuery(
            query.Text("pillar"), query.Text("sector"), Zone(query), band == "any" ? null : KpiValueDocument.BandOf(band),
            query.Text("text"), query.Boolean("disabled"), query.Text("after"), query.Integer("limit"), Positions.Asked(context)));
        Pages.Link(context, page.Next);
        return Answer(new KpiListAnswer(page.Kpis.Select(KpiDocument.Of), page.Next, page.Total));
    }

    private static async Task<IResult> One(HttpContext context, string kpi, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        return Answer(KpiDocument.Of(
            await Kpis(grains).Read(Id(kpi), Zone(query), Positions.Asked(context)) ?? throw Missing(kpi)));
    }

    private static async Task<IResult> Values(HttpContext context, string kpi, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var (after, limit) = (query.Text("after"), query.Integer("limit"));
        await Require(grains, kpi);
        var page = await Kpis(grains).Values(kpi, after, limit);
        Pages.Link(context, page.Next);
        return Answer(new KpiValuesAnswer(page.Values.Select(KpiValueDocument.Of), page.Next));
    }

    private static async Task<IResult> Windows(HttpContext context, string kpi, IGrainFactory grains, TimeProvider time)
    {
        var query = QueryValues.Of(context);
        var now = time.GetUtcNow();
        var asked = new KpiWindowQuery(
            kpi, Zone(query), query.Moment("from", now), query.Moment("to", now), query.Boolean("revisions"), query.Text("before"),
            query.Integer("limit"), Positions.Asked(context));
        await Require(grains, kpi);
        var page = await Kpis(grains).Windows(asked);
        Pages.Link(context, page.Next, "before");
        return Answer(new KpiValuesAnswer(page.Values.Select(KpiValueDocument.Of), page.Next));
    }

    private static async Task<IResult> Lineage(HttpContext context, string kpi, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var lineage = await Kpis(grains).Lineage(Id(kpi), Zone(query), query.Text("after"), query.Integer("limit")) ?? throw Missing(kpi);
        Pages.Link(context, lineage.Next);
        return Answer(new KpiLineageAnswer(
            lineage.Kpi, lineage.Version,
            lineage.Sources.Select(static source => new KpiSourceDocument(source.Type, source.Channel.Length == 0 ? null : source.Channel)),
            lineage.Tables, lineage.Twins, lineage.Next, lineage.Total));
    }

    private static IKpisGrain Kpis(IGrainFactory grains) => grains.GetGrain<IKpisGrain>(0);

    private static IResult Answer<T>(T document) => TypedResults.Json(document, ApiJson.Options);

    private static string? Zone(QueryValues query) => query.Text("zone") is { } zone ? TwinPath.Read(zone, "query zone") : null;

    private static string Id(string kpi) => kpi.Length <= KpiOperations.Id.LengthMax ? kpi : throw Missing(kpi);

    private static async Task Require(IGrainFactory grains, string kpi)
    {
        if (await Kpis(grains).Read(Id(kpi), null, []) is null)
        {
            throw Missing(kpi);
        }
    }

    private static RefusedException Missing(string kpi) =>
        new(ProblemKind.ResourceNotFound, $"No KPI {Short.Quote(kpi)} is defined.", "path kpi");
}
