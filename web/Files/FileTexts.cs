namespace CityActors.Web.Files;

/// <summary>Names the texts of files that belong to cases: <c>FileTexts.resx</c> (Vietnamese), <c>FileTexts.en.resx</c>.</summary>
public sealed class FileTexts;
