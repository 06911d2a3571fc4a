namespace CityActors.Web.Api.Entities.NgsiLd;

/// <summary>
/// Names of types and attributes. Names are kept as they are written; contexts are not fetched from elsewhere. The long form of a name
/// that the core context does not know is read as the short one.
/// </summary>
internal static class EntityNames
{
    /// <summary>The core context of NGSI-LD.</summary>
    public const string CoreContext = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld";

    private const string DefaultPrefix = "https://uri.etsi.org/ngsi-ld/default-context/";

    /// <summary>The short form of a name.</summary>
    public static string Compact(string name) =>
        name.StartsWith(DefaultPrefix, StringComparison.Ordinal) && name.Length > DefaultPrefix.Length ? name[DefaultPrefix.Length..]
            : name;
}
