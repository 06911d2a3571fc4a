namespace CityActors.Web.Console;

/// <summary>Names the texts of the frame around every page: <c>ConsoleTexts.resx</c> (Vietnamese), <c>ConsoleTexts.en.resx</c>.</summary>
public sealed class ConsoleTexts;
