namespace CityActors.Web.Commands;

/// <summary>Names the texts of commands to twins: <c>CommandTexts.resx</c> (Vietnamese), <c>CommandTexts.en.resx</c>.</summary>
public sealed class CommandTexts;
