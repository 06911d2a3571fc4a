using CityActors.Grains.Registry;
using CityActors.Map;
using CityActors.Silo.Storage;
using CityActors.Twins;

namespace CityActors.Silo.Registry;

/// <summary>Puts entries into the tables, inside one transaction.</summary>
internal sealed class RegistryShelf(SqliteSession session)
{
    private readonly Dictionary<string, long> zoneNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Zone, string Type), long> counts = [];

    /// <summary>Applies entries in order; those at or below a sequence are left out.</summary>
    public void Apply(IReadOnlyList<RegistryEntry> entries, long after)
    {
        // An entry is the whole picture of its twin, so of several only the last one counts: a vehicle that crossed ten zones is
        // written once.
        var newest = new Dictionary<string, int>(entries.Count, StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].AsZone is null)
            {
                newest[entries[i].Id] = i;
            }
        }

        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Sequence <= after)
            {
                continue;
            }

            if (entry.AsZone is { } zone)
            {
                PutZone(zone);
            }
            else if (newest[entry.Id] == i)
            {
                Put(entry);
            }
            else if (entry.Deleted)
            {
                DeleteZone(entry.Id); // what is registered later under its id defines a zone itself, or is none
            }
        }

        WriteCounts();
    }

    private void Put(RegistryEntry entry)
    {
        var old = Find(entry.Id);
        if (entry.Deleted)
        {
            DeleteZone(entry.Id);
            if (old is { } gone)
            {
                Delete(entry.Id, gone);
            }

            return;
        }

        var zone = ZoneNumber(entry.Zone);
        var words = TwinText.Words(entry);
        var relations = TwinText.Relations(entry);
        var n = old is { } known ? Update(entry, known, zone, words, relations) : Insert(entry, zone, words, relations);
        if (relations != (old?.Relations ?? ""))
        {
            Relate(n, old?.Relations ?? "", relations);
        }
    }

    private long Insert(RegistryEntry entry, long zone, string words, string relations)
    {
        session["INSERT INTO twins (id, zone, words, longitude, latitude, attributes, relations) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"]
            .Bind(1, entry.Id).Bind(2, zone).Bind(3, words).Bind(4, entry.Longitude).Bind(5, entry.Latitude)
            .Bind(6, TwinText.Attributes(entry)).Bind(7, relations).Run();
        var n = session.LastInsertId;
        session["INSERT INTO word_index (rowid, text) VALUES (?1, ?2)"].Bind(1, n).Bind(2, TwinText.Indexed(entry.Id, words)).Run();
        Count(zone, entry.Id, 1);
        return n;
    }

    private long Update(RegistryEntry entry, Row old, long zone, string words, string relations)
    {
        session[
            "UPDATE twins SET zone = ?2, words = ?3, longitude = ?4, latitude = ?5, attributes = ?6, relations = ?7 WHERE n = ?1"]
            .Bind(1, old.N).Bind(2, zone).Bind(3, words).Bind(4, entry.Longitude).Bind(5, entry.Latitude)
            .Bind(6, TwinText.Attributes(entry)).Bind(7, relations).Run();
        if (words != old.Words)
        {
            session["DELETE FROM word_index WHERE rowid = ?1"].Bind(1, old.N).Run();
            session["INSERT INTO word_index (rowid, text) VALUES (?1, ?2)"].Bind(1, old.N).Bind(2, TwinText.Indexed(entry.Id, words)).Run();
        }

        if (zone != old.Zone)
        {
            Count(old.Zone, entry.Id, -1);
            Count(zone, entry.Id, 1);
        }

        return old.N;
    }

    private void Delete(string id, Row old)
    {
        session["DELETE FROM twins WHERE n = ?1"].Bind(1, old.N).Run();
        session["DELETE FROM word_index WHERE rowid = ?1"].Bind(1, old.N).Run();
        Relate(old.N, old.Relations, "");
        Count(old.Zone, id, -1);
    }

    private void Relate(long subject, string before, string after)
    {
        foreach (var (name, target) in TwinText.ReadRelations(before))
        {
            session["DELETE FROM relations WHERE object = ?1 AND name = ?2 AND subject = ?3"]
                .Bind(1, target).Bind(2, name).Bind(3, subject).Run();
        }

        foreach (var (name, target) in TwinText.ReadRelations(after))
        {
            session["INSERT INTO relations VALUES (?1, ?2, ?3)"].Bind(1, target).Bind(2, name).Bind(3, subject).Run();
        }
    }

    private void DeleteZone(string id) => session["DELETE FROM zones WHERE id = ?1"].Bind(1, id).Run();

    private void PutZone(Zone zone) =>
        session["INSERT OR REPLACE INTO zones VALUES (?1, ?2, ?3, ?4, ?5)"]
            .Bind(1, zone.Id).Bind(2, zone.Name).Bind(3, zone.Level).Bind(4, zone.Parent).Bind(5, zone.Geometry).Run();

    private Row? Find(string id)
    {
        using var row = session["SELECT n, zone, words, relations FROM twins WHERE id = ?1"].Bind(1, id);
        return row.Step() ? new Row(row.Long(0), row.Long(1), row.Text(2), row.Text(3)) : null;
    }

    private long ZoneNumber(string? id)
    {
        if (id is null)
        {
            return RegistrySchema.NoZone;
        }

        if (!zoneNumbers.TryGetValue(id, out var number))
        {
            session["INSERT OR IGNORE INTO zone_numbers (id) VALUES (?1)"].Bind(1, id).Run();
            zoneNumbers[id] = number = session["SELECT number FROM zone_numbers WHERE id = ?1"].Bind(1, id).Scalar()!.Value;
        }

        return number;
    }

    private void Count(long zone, string id, int by)
    {
        var key = (zone, TwinId.TypeOf(id));
        counts[key] = counts.GetValueOrDefault(key) + by;
    }

    private void WriteCounts()
    {
        foreach (var ((zone, type), by) in counts)
        {
            session["INSERT INTO counts VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET twins = twins + ?3"]
                .Bind(1, zone).Bind(2, type).Bind(3, by).Run();
            session["DELETE FROM counts WHERE zone = ?1 AND type = ?2 AND twins = 0"].Bind(1, zone).Bind(2, type).Run();
        }

        counts.Clear();
    }

    private readonly record struct Row(long N, long Zone, string Words, string Relations);
}
