namespace CityActors.Web.Twins;

/// <summary>Names the texts of twin panel and search: <c>TwinTexts.resx</c> (Vietnamese), <c>TwinTexts.en.resx</c>.</summary>
public sealed class TwinTexts;
