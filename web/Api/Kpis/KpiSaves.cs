using System.Text.Json;
using CityActors.Definitions;
using CityActors.Kpis;
using CityActors.Web.Api.Definitions;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Kpis;

/// <summary>Saves and retires definitions of KPIs: they are derivations and kept as such; others cannot be changed here.</summary>
internal static class KpiSaves
{
    private const int BodyBytesMax = 1 << 20;

    private const string Concurrency =
        "If-Match names the version that its author has read; somebody else's newer version is then not overwritten. ";

    private const string Example = """
        {
          "definition": {
            "name": { "vi": "Tốc độ trung bình của dòng xe", "en": "Mean speed of traffic" },
            "by": { "kind": "zone", "levels": [0, 1] }, "window": { "kind": "tumbling", "size": "PT15M" }, "staleAfter": "PT10M",
            "channels": [{
              "name": "value", "formula": "mean(TrafficFlowObserved.averageVehicleSpeed, TrafficFlowObserved.intensity)" }],
            "kpi": {
              "unit": "km/h", "pillar": "quality-of-life", "sector": "traffic", "owner": "Sở Xây dựng", "target": 30,
              "direction": "atLeast", "bands": { "good": 30, "warning": 20 }, "sdg": ["11.2"], "esg": ["S"], "decimals": 1
            }
          },
          "why": "Chỉ tiêu năm 2026"
        }
        """;

    private const string Saved = """{ "id": "traffic-mean-speed", "version": 2, "changed": true, "position": "1.7.120044" }""";

    private static readonly ApiOperation SaveOperation = new(
        "saveKpi", KpiOperations.Tag, "Save a KPI",
        "Answers when every partition of the city works by it; its first value appears when a window closes. Idempotent: what says the "
        + "same as the newest version writes nothing. " + Concurrency
        + "A refusal names field, line, column, what was expected and what came.")
    {
        Path = [KpiOperations.Id], BodyTypes = [ApiJson.Json], BodyExample = Example, Refusals = [409, 412, 413, 415], SaysPosition = true,
        TakesVersion = true, AnswerExample = Saved,
    };

    private static readonly ApiOperation RetireOperation = new(
        "retireKpi", KpiOperations.Tag, "Retire a KPI", "Its values and versions stay readable. Idempotent. " + Concurrency)
    {
        Path = [KpiOperations.Id], Query = [QueryField.Text("why", "The reason.", "Không còn dùng", 500) with { IsRequired = true }],
        Refusals = [404, 409, 412], SaysPosition = true, TakesVersion = true, AnswerExample = Saved,
    };

    /// <summary>Maps the writing half of the room.</summary>
    public static void MapKpiSaves(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Put("/api/kpis/{kpi}", Save, SaveOperation);
        endpoints.Delete("/api/kpis/{kpi}", Retire, RetireOperation);
    }

    private static async Task<IResult> Save(HttpContext context, string kpi, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var request = await JsonBody.Read<DefinitionRequest>(context, BodyBytesMax);
        if (!IsKpi(request.Definition))
        {
            throw new RefusedException(
                ProblemKind.BadRequestData, "Expected the definition of a KPI: an object with an object 'kpi'.", "body $.definition.kpi");
        }

        if (kpi == "changes")
        {
            throw new RefusedException(ProblemKind.BadRequestData, "Expected another id: 'changes' is the feed of all KPIs.", "path kpi");
        }

        await RefuseOthers(grains, kpi);
        var why = request.Why ?? throw new RefusedException(ProblemKind.BadRequestData, "Expected a reason.", "body $.why");
        var expected = VersionMatch.Of(context) ?? request.ExpectedVersion;
        var draft = new DefinitionDraft(kpi, request.Definition.GetRawText(), why, expected);
        return await DefinitionEndpoints.Saved(context, kpi, () => grains.GetGrain<IDerivationsGrain>(0).Save(draft));
    }

    private static async Task<IResult> Retire(HttpContext context, string kpi, IGrainFactory grains)
    {
        var why = QueryValues.Of(context).Text("why")!;
        await RefuseOthers(grains, kpi);
        if (await grains.GetGrain<IKpisGrain>(0).Read(kpi, null, []) is null)
        {
            throw new RefusedException(ProblemKind.ResourceNotFound, $"No KPI {Short.Quote(kpi)} is defined.", "path kpi");
        }

        var expected = VersionMatch.Of(context);
        return await DefinitionEndpoints.Saved(context, kpi, () => grains.GetGrain<IDerivationsGrain>(0).Retire(kpi, expected, why));
    }

    // A road's derivation must not become a KPI, or vanish, by a request that means a KPI of the same name.
    private static async Task RefuseOthers(IGrainFactory grains, string kpi)
    {
        try
        {
            var known = await grains.GetGrain<IDerivationsGrain>(0).Get(kpi, null, []);
            if (known.Json is { } json && !IsKpi(JsonSerializer.Deserialize<JsonElement>(json)))
            {
                throw new RefusedException(
                    ProblemKind.Conflict, $"{Short.Quote(kpi)} is a derivation that is no KPI; see /api/derivations.", "path kpi");
            }
        }
        catch (DefinitionNotFoundException)
        {
            // There is none yet.
        }
    }

    private static bool IsKpi(JsonElement definition) =>
        definition.ValueKind == JsonValueKind.Object && definition.TryGetProperty("kpi"u8, out var kpi)
        && kpi.ValueKind == JsonValueKind.Object;
}
