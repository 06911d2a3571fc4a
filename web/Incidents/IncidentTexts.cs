namespace CityActors.Web.Incidents;

/// <summary>Names the texts of the incident pages: <c>IncidentTexts.resx</c> (Vietnamese), <c>IncidentTexts.en.resx</c>.</summary>
public sealed class IncidentTexts;
