namespace CityActors.Web.WorkOrders;

/// <summary>Names the texts of work orders: <c>WorkTexts.resx</c> (Vietnamese), <c>WorkTexts.en.resx</c>.</summary>
public sealed class WorkTexts;
