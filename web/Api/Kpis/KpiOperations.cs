using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Kpis;

/// <summary>What the reading operations on KPIs say of themselves.</summary>
internal static class KpiOperations
{
    /// <summary>Room of the API.</summary>
    public const string Tag = "KPIs";

    private const string Value = """
        {
          "kpi": "traffic-mean-speed", "zone": "urn:ngsi-ld:AdministrativeArea:hoa-giang",
          "twin": "urn:ngsi-ld:KeyPerformanceIndicator:traffic-mean-speed:hoa-giang", "value": 31.4, "unit": "KMH", "band": "good",
          "target": 30, "windowStart": "2026-11-25T07:00:00+00:00", "windowEnd": "2026-11-25T07:15:00+00:00", "revision": 1,
          "isFinal": true, "members": 412, "contributing": 409, "stale": 3, "late": 0, "share": 0.9927, "definitionVersion": 1,
          "saidAt": "2026-11-25T07:15:02+00:00", "position": "1.7.120044"
        }
        """;

    private const string Kpi = $$"""
        {
          "id": "traffic-mean-speed", "version": 1, "name": { "vi": "Tốc độ trung bình", "en": "Mean speed" }, "unit": "KMH",
          "formula": "mean(TrafficFlowObserved.averageVehicleSpeed, TrafficFlowObserved.intensity)", "by": "zone", "zoneLevels": [0, 1],
          "window": { "kind": "tumbling", "size": "PT15M" }, "pillar": "quality-of-life", "sector": "traffic", "owner": "Sở Xây dựng",
          "target": 30, "direction": "atLeast", "bands": { "good": 30, "warning": 20 }, "sdg": ["11.2"], "esg": ["S"], "decimals": 1,
          "sources": [{ "type": "TrafficFlowObserved", "channel": "averageVehicleSpeed" }], "tables": [], "source": null,
          "isEnabled": true, "actor": "seed", "at": "2026-11-25T00:00:00+00:00", "why": "Seeded", "zones": 17,
          "value": {{Value}}
        }
        """;

    private static readonly QueryField Zone = QueryField.Text(
        "zone", "Zone whose value is wanted; without it the city, or the widest zone.", "urn:ngsi-ld:AdministrativeArea:phuong-001", 512);

    /// <summary>The part of the path that names a KPI.</summary>
    public static readonly PathField Id = new("kpi", "Id of the KPI.", "traffic-mean-speed");

    /// <summary>A list.</summary>
    public static readonly ApiOperation List = new(
        "listKpis", Tag, "List KPIs",
        "KPIs in the order of their ids, each with its newest value. A value without number is grey: too few of its sources contributed.")
    {
        Query =
        [
            QueryField.Text("pillar", "Only of this pillar.", "quality-of-life", 64),
            QueryField.Text("sector", "Only of this sector.", "traffic", 64),
            Zone,
            QueryField.Word("band", "Only KPIs that stand so.", "any", "good", "warning", "bad", "grey", "unbanded"),
            QueryField.Text("text", "Words in id or names, with or without diacritics.", "toc do", 200),
            QueryField.Boolean("disabled", "Whether switched off and retired ones come too."),
            QueryField.Text("after", "Id after which the page starts.", "traffic-flow", 64),
            QueryField.Integer("limit", "Most KPIs of the page.", 1, 1_000, 100),
        ],
        TakesAtLeast = true,
        IsPaged = true,
        Answer = typeof(KpiListAnswer),
        AnswerExample = $$"""{ "kpis": [ {{Kpi}} ], "next": null, "total": 1 }""",
    };

    /// <summary>One KPI.</summary>
    public static readonly ApiOperation One = new("getKpi", Tag, "Read a KPI", "What it is and how it stands in one zone.")
    {
        Path = [Id], Query = [Zone], TakesAtLeast = true, Refusals = [404], Answer = typeof(KpiDocument), AnswerExample = Kpi,
    };

    /// <summary>Values over zones.</summary>
    public static readonly ApiOperation Values = new(
        "listKpiValues", Tag, "List the newest values of a KPI over its zones", "In the order of the zones' ids.")
    {
        Path = [Id],
        Query =
        [
            QueryField.Text("after", "Zone after which the page starts.", "urn:ngsi-ld:AdministrativeArea:phuong-001", 512),
            QueryField.Integer("limit", "Most values of the page.", 1, 1_000, 100),
        ],
        IsPaged = true, Refusals = [404], Answer = typeof(KpiValuesAnswer),
        AnswerExample = $$"""{ "values": [ {{Value}} ], "next": null }""",
    };

    /// <summary>Windows.</summary>
    public static readonly ApiOperation Windows = new(
        "listKpiWindows", Tag, "List the windows of a KPI",
        "Newest first; the running value of the open window comes first. Some hundred windows are kept; older values are in the history of "
        + "the KPI's twin.")
    {
        Path = [Id],
        Query =
        [
            QueryField.Text("zone", "Zone; without it the city.", "urn:ngsi-ld:AdministrativeArea:phuong-001", 512),
            new QueryField("from", QueryKind.Moment, "Only windows that end after it.", "P1D"),
            new QueryField("to", QueryKind.Moment, "Only windows that start before it.", "PT1H"),
            QueryField.Boolean("revisions", "Whether earlier revisions of a window come too."),
            QueryField.Text("before", "Where the page starts, as the last page said.", "1764054000000.1764053100000.1", 64),
            QueryField.Integer("limit", "Most windows of the page.", 1, 1_000, 100),
        ],
        TakesAtLeast = true, IsPaged = true, Refusals = [404], Answer = typeof(KpiValuesAnswer),
        AnswerExample = $$"""{ "values": [ {{Value}} ], "next": null }""",
    };

    /// <summary>Lineage.</summary>
    public static readonly ApiOperation Lineage = new(
        "getKpiLineage", Tag, "Tell what a KPI is made of",
        "Types, channels and tables of its formula, and the twins that can contribute, by type, zone and id.")
    {
        Path = [Id],
        Query =
        [
            QueryField.Text("zone", "Only twins in this zone; without it all.", "urn:ngsi-ld:AdministrativeArea:phuong-001", 512),
            QueryField.Text("after", "Where the page of twins starts, as the last page said.", "", 1_100),
            QueryField.Integer("limit", "Most twins of the page.", 1, 1_000, 100),
        ],
        IsPaged = true, Refusals = [404], Answer = typeof(KpiLineageAnswer),
        AnswerExample = """
            {
              "kpi": "traffic-mean-speed", "version": 1, "sources": [{ "type": "TrafficFlowObserved", "channel": "intensity" }],
              "tables": [], "twins": ["urn:ngsi-ld:TrafficFlowObserved:vong-000001"], "next": null, "total": 1
            }
            """,
    };
}
