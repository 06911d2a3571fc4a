using CityActors.Kpis;

namespace CityActors.Web.Api.Kpis;

/// <summary>A value of a KPI over one window.</summary>
/// <param name="Kpi">Id of the KPI.</param>
/// <param name="Zone">URN of the zone.</param>
/// <param name="Twin">URN of the twin that carries it.</param>
/// <param name="Value">The value; null: grey, because sources are missing.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Band"><c>good</c>, <c>warning</c>, <c>bad</c>, <c>grey</c> or <c>unbanded</c>.</param>
/// <param name="Target">Target it is measured by.</param>
/// <param name="WindowStart">Start of the window, exclusive.</param>
/// <param name="WindowEnd">End of the window, inclusive.</param>
/// <param name="Revision">From 1; 0 while the window is open.</param>
/// <param name="IsFinal">False: the running value of the open window.</param>
/// <param name="Members">Sources that belong to it.</param>
/// <param name="Contributing">Sources whose readings are in it.</param>
/// <param name="Stale">Sources that are silent.</param>
/// <param name="Late">Readings that came too late.</param>
/// <param name="Share">Share of the sources that contributed, 0-1.</param>
/// <param name="DefinitionVersion">Version of the definition that it was made by.</param>
/// <param name="SaidAt">When it was said.</param>
/// <param name="Position">Log record it was said at.</param>
internal sealed record KpiValueDocument(
    string Kpi, string Zone, string Twin, double? Value, string Unit, string Band, double? Target, DateTimeOffset WindowStart,
    DateTimeOffset WindowEnd, int Revision, bool IsFinal, long Members, long Contributing, long Stale, long Late, double Share,
    int DefinitionVersion, DateTimeOffset SaidAt, string Position)
{
    /// <summary>The document of a value.</summary>
    public static KpiValueDocument Of(KpiValue value) => new(
        value.Kpi, value.Zone, value.Twin, value.Value, value.Unit, Word(value.Band), value.Target, value.WindowStart, value.WindowEnd,
        value.Revision, value.IsFinal, value.Members, value.Contributing, value.Stale, value.Late, value.Share, value.DefinitionVersion,
        value.SaidAt, value.Position.ToString());

    /// <summary>The band of a word.</summary>
    public static KpiBand BandOf(string word) => word switch
    {
        "good" => KpiBand.Good,
        "warning" => KpiBand.Warning,
        "bad" => KpiBand.Bad,
        "unbanded" => KpiBand.Unbanded,
        _ => KpiBand.Grey,
    };

    private static string Word(KpiBand band) => band switch
    {
        KpiBand.Good => "good",
        KpiBand.Warning => "warning",
        KpiBand.Bad => "bad",
        KpiBand.Unbanded => "unbanded",
        _ => "grey",
    };
}

/// <summary>A page of values.</summary>
/// <param name="Values">Over zones in the order of their URNs, or over windows, newest first.</param>
/// <param name="Next">Where the next page starts; null on the last.</param>
internal sealed record KpiValuesAnswer(IEnumerable<KpiValueDocument> Values, string? Next);
