namespace CityActors.Web.Kpis;

/// <summary>Names the texts of the KPI pages: <c>KpiTexts.resx</c> (Vietnamese), <c>KpiTexts.en.resx</c>.</summary>
public sealed class KpiTexts;
