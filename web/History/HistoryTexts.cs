namespace CityActors.Web.History;

/// <summary>Names the texts of the chart: <c>HistoryTexts.resx</c> (Vietnamese), <c>HistoryTexts.en.resx</c>.</summary>
public sealed class HistoryTexts;
