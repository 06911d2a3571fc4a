using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CityActors.Kpis;

namespace CityActors.Domain.Kpis;

/// <summary>Reads out of the text of a formula what it is made of; whether it is right is judged where definitions are saved.</summary>
public static partial class KpiFormula
{
    /// <summary>Types and channels it reads, in the order of their names.</summary>
    public static ImmutableArray<KpiSource> Sources(string formula) =>
    [
        .. Source().Matches(Quoted().Replace(formula, "''"))
            .Select(static match => new KpiSource(match.Groups["type"].Value, match.Groups["channel"].Value))
            .Distinct()
            .OrderBy(static source => source.Type, StringComparer.Ordinal).ThenBy(static source => source.Channel, StringComparer.Ordinal),
    ];

    /// <summary>Reference tables it looks into, in the order of their names.</summary>
    public static ImmutableArray<string> Tables(string formula) =>
    [
        .. Table().Matches(formula).Select(static match => match.Groups["table"].Value).Distinct().Order(StringComparer.Ordinal),
    ];

    // A type begins with a capital; a name of an attribute or a step does not.
    [GeneratedRegex(@"(?<![\w.@])(?<type>[A-Z][A-Za-z0-9]*)(\.(?<channel>[A-Za-z_]\w*))?(?![\w(])", RegexOptions.CultureInvariant)]
    private static partial Regex Source();

    [GeneratedRegex("'[^']*'", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(limit|interpolate)\(\s*'(?<table>[^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex Table();
}
