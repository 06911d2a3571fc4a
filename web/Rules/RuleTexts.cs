namespace CityActors.Web.Rules;

/// <summary>Names the texts of the rule pages: <c>RuleTexts.resx</c> (Vietnamese), <c>RuleTexts.en.resx</c>.</summary>
public sealed class RuleTexts;
