namespace CityActors.Web.Map.Legend;

/// <summary>Names what people call the types of twins: <c>TypeTexts.resx</c> (Vietnamese), <c>TypeTexts.en.resx</c>.</summary>
public sealed class TypeTexts;
