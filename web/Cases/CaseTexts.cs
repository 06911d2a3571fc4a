namespace CityActors.Web.Cases;

/// <summary>
/// Names the texts that alerts, incidents and work orders share: <c>CaseTexts.resx</c> (Vietnamese), <c>CaseTexts.en.resx</c>.
/// </summary>
public sealed class CaseTexts;
