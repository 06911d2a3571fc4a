using System.Text.Json;
using CityActors.Kpis;

namespace CityActors.Web.Api.Kpis;

/// <summary>A text in the languages of the city.</summary>
internal sealed record KpiName(string Vi, string En);

/// <summary>Bounds of the bands.</summary>
internal sealed record KpiBounds(double? Good, double? Warning);

/// <summary>A channel of a type that a formula reads; null: the twins are only counted.</summary>
internal sealed record KpiSourceDocument(string Type, string? Channel);

/// <summary>A KPI and how it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Version of its definition.</param>
/// <param name="Name">Its names.</param>
/// <param name="Unit">Unit of its values.</param>
/// <param name="Formula">How a value is made.</param>
/// <param name="By"><c>zone</c> or <c>city</c>.</param>
/// <param name="ZoneLevels">Levels of zones it is made for.</param>
/// <param name="Window">Its window.</param>
/// <param name="Pillar">Pillar of the strategy.</param>
/// <param name="Sector">Sector.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Target">Target.</param>
/// <param name="Direction"><c>atLeast</c> or <c>atMost</c>.</param>
/// <param name="Bands">Bounds of its bands.</param>
/// <param name="Sdg">Targets of the Sustainable Development Goals.</param>
/// <param name="Esg">E, S, G.</param>
/// <param name="Decimals">Decimals that people are shown.</param>
/// <param name="Sources">Types and channels it is made of.</param>
/// <param name="Tables">Reference tables it looks into.</param>
/// <param name="Source">Where formula and bounds come from.</param>
/// <param name="IsEnabled">False: switched off or retired.</param>
/// <param name="Actor">Who wrote this version.</param>
/// <param name="At">When.</param>
/// <param name="Why">Why.</param>
/// <param name="Zones">For how many zones it has values.</param>
/// <param name="Value">How it stands in the zone asked for; null: nothing was said yet.</param>
internal sealed record KpiDocument(
    string Id, int Version, KpiName Name, string Unit, string Formula, string By, IEnumerable<int> ZoneLevels, JsonElement Window,
    string Pillar, string Sector, string Owner, double? Target, string Direction, KpiBounds Bands, IEnumerable<string> Sdg,
    IEnumerable<string> Esg, int Decimals, IEnumerable<KpiSourceDocument> Sources, IEnumerable<string> Tables, string? Source,
    bool IsEnabled, string Actor, DateTimeOffset At, string Why, int Zones, KpiValueDocument? Value)
{
    /// <summary>The document of a KPI.</summary>
    public static KpiDocument Of(KpiStanding standing)
    {
        var kpi = standing.Definition;
        return new KpiDocument(
            kpi.Id, kpi.Version, new KpiName(kpi.NameVi, kpi.NameEn), kpi.Unit, kpi.Formula, kpi.By, kpi.ZoneLevels,
            JsonSerializer.Deserialize<JsonElement>(kpi.Window), kpi.Pillar, kpi.Sector, kpi.Owner, kpi.Target,
            kpi.Direction == KpiDirection.AtMost ? "atMost" : "atLeast", new KpiBounds(kpi.Good, kpi.Warning), kpi.Sdg, kpi.Esg,
            kpi.Decimals, kpi.Sources.Select(Source), kpi.Tables, kpi.Source, kpi.IsEnabled, kpi.Actor, kpi.At, kpi.Why, standing.Zones,
            standing.Value is { } value ? KpiValueDocument.Of(value) : null);

        static KpiSourceDocument Source(KpiSource source) => new(source.Type, source.Channel.Length == 0 ? null : source.Channel);
    }
}

/// <summary>A page of KPIs.</summary>
/// <param name="Kpis">In the order of their ids.</param>
/// <param name="Next">Hand in as <c>after</c> for the next page; null on the last.</param>
/// <param name="Total">How many match in all.</param>
internal sealed record KpiListAnswer(IEnumerable<KpiDocument> Kpis, string? Next, long Total);

/// <summary>What a KPI is made of.</summary>
/// <param name="Kpi">Its id.</param>
/// <param name="Version">Version of its definition.</param>
/// <param name="Sources">Types and channels.</param>
/// <param name="Tables">Reference tables.</param>
/// <param name="Twins">A page of the twins that can contribute.</param>
/// <param name="Next">Hand in as <c>after</c> for the next page; null on the last.</param>
/// <param name="Total">How many can contribute in all.</param>
internal sealed record KpiLineageAnswer(
    string Kpi, int Version, IEnumerable<KpiSourceDocument> Sources, IEnumerable<string> Tables, IEnumerable<string> Twins, string? Next,
    long Total);
