namespace CityActors.Web.Map;

/// <summary>Names the texts of the map: <c>MapTexts.resx</c> (Vietnamese), <c>MapTexts.en.resx</c>.</summary>
public sealed class MapTexts;
