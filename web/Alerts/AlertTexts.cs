namespace CityActors.Web.Alerts;

/// <summary>Names the texts of the alert pages: <c>AlertTexts.resx</c> (Vietnamese), <c>AlertTexts.en.resx</c>.</summary>
public sealed class AlertTexts;
