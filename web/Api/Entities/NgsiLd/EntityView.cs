using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Entities.NgsiLd;

/// <summary>How entities are shown.</summary>
/// <param name="IsSimplified">Names and values alone (keyValues), or with what is said of them (normalized).</param>
/// <param name="HasSystemTimes">Whether createdAt and modifiedAt are shown.</param>
/// <param name="Attributes">Only these attributes; empty: all.</param>
internal sealed record EntityView(bool IsSimplified, bool HasSystemTimes, IReadOnlyCollection<string> Attributes)
{
    /// <summary>Words of the parameter <c>options</c>.</summary>
    public static readonly string[] Options = ["normalized", "keyValues", "simplified", "sysAttrs"];

    /// <summary>Words of the parameter <c>format</c>.</summary>
    public static readonly string[] Formats = ["normalized", "keyValues", "simplified"];

    /// <summary>The view that a query asks for; <c>format</c> goes before <c>options</c>, as the standard has it.</summary>
    public static EntityView Of(QueryValues query)
    {
        var options = query.List("options");
        var format = query.Word("format");
        var isSimplified = query.Has("format") ? format != "normalized" : options.Any(static word => word is "keyValues" or "simplified");
        return new EntityView(isSimplified, options.Contains("sysAttrs"), [.. query.List("attrs").Select(EntityNames.Compact)]);
    }

    /// <summary>Whether an attribute is shown.</summary>
    public bool Shows(string attribute) => Attributes.Count == 0 || Attributes.Contains(attribute);
}
