namespace CityActors.Web.Quarantine;

/// <summary>Names the texts of the quarantine: <c>QuarantineTexts.resx</c> (Vietnamese), <c>QuarantineTexts.en.resx</c>.</summary>
public sealed class QuarantineTexts;
