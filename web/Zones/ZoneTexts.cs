namespace CityActors.Web.Zones;

/// <summary>Names the texts of the zones: <c>ZoneTexts.resx</c> (Vietnamese), <c>ZoneTexts.en.resx</c>.</summary>
public sealed class ZoneTexts;
