namespace CityActors.Web.Api.Entities.NgsiLd;

/// <summary>
/// Where the sub-properties of an attribute are kept (unitCode, observedAt, providedBy…). A twin's attribute is its plain value, which
/// is what rules, maps and doors read; what is said of that value stands beside it under a name of its own.
/// </summary>
internal static class AttributeNotes
{
    private const string Mark = "#notes";

    /// <summary>Name of the attribute that keeps the notes of another.</summary>
    public static string NameFor(string attribute) => attribute + Mark;

    /// <summary>Whether an attribute keeps notes, and is no attribute of its own.</summary>
    public static bool IsNotes(string attribute) => attribute.EndsWith(Mark, StringComparison.Ordinal);
}
