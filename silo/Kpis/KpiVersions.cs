using System.Text.Json;
using CityActors.Kpis;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Kpis;

/// <summary>Versions of definitions, read once in a transaction.</summary>
internal sealed class KpiVersions(SqliteSession session)
{
    private readonly Dictionary<(string, int), KpiDefinition?> known = [];

    /// <summary>
    /// The version; of one that is not kept any more the oldest kept one after it, of one that did not come yet the newest; null: none.
    /// </summary>
    public KpiDefinition? Of(string kpi, int version)
    {
        if (!known.TryGetValue((kpi, version), out var definition))
        {
            definition = Body(session["SELECT body FROM definitions WHERE kpi = ?1 AND version >= ?2 ORDER BY version LIMIT 1"]
                .Bind(1, kpi).Bind(2, version)) ?? Newest(kpi);
            known[(kpi, version)] = definition;
        }

        return definition;
    }

    /// <summary>The newest version; null: none.</summary>
    public KpiDefinition? Newest(string kpi) =>
        Body(session["SELECT body FROM definitions WHERE newest = 1 AND kpi = ?1"].Bind(1, kpi));

    /// <summary>A definition as it is written into the table.</summary>
    public static string Write(KpiDefinition definition) => JsonSerializer.Serialize(definition);

    private static KpiDefinition? Body(SqliteStatement row)
    {
        using (row)
        {
            return row.Step() ? JsonSerializer.Deserialize<KpiDefinition>(row.Text(0)) : null;
        }
    }
}
