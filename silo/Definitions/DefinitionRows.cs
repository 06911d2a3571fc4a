using CityActors.Definitions;
using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Registry;
using CityActors.Grains.Definitions;
using CityActors.Log;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Definitions;

/// <summary>Puts versions into the tables and reads them back, inside one transaction.</summary>
internal sealed class DefinitionRows(SqliteSession session)
{
    private const string Columns =
        "id, state, name_vi, name_en, json, version, actor, at, why, generation, partition, sequence";

    /// <summary>Puts a version.</summary>
    /// <param name="entry">The version.</param>
    /// <param name="isFirstKept">True: one that is there already stays as it is.</param>
    public void Put(DefinitionEntry entry, bool isFirstKept)
    {
        var picture = entry.Picture;
        var (kind, head) = ((long)picture.Kind, DefinitionHead.Of(picture.Json));
        var name = head.Name ?? (picture.Json is null ? NameBefore(picture) : null) ?? new LocalText(picture.Id, null);
        var added = session[$"INSERT OR {(isFirstKept ? "IGNORE" : "REPLACE")} INTO versions (kind, {Columns}) "
            + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"]
            .Bind(1, kind).Bind(2, picture.Id).Bind(3, (long)head.State).Bind(4, name.Vi).Bind(5, name.En).Bind(6, picture.Json)
            .Bind(7, picture.Version).Bind(8, picture.Actor).Bind(9, picture.AtMs).Bind(10, picture.Why)
            .Bind(11, entry.Position.Generation).Bind(12, entry.Position.Partition).Bind(13, entry.Position.Sequence).Run();
        if (added == 0 || Newest(picture) > picture.Version)
        {
            return;
        }

        if (picture.Json is not null)
        {
            session["INSERT OR REPLACE INTO heads VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"]
                .Bind(1, kind).Bind(2, picture.Id).Bind(3, picture.Version).Bind(4, (long)head.State)
                .Bind(5, TwinWords.Of(picture.Id, $"{name.Vi} {name.En}")).Bind(6, head.Family).Bind(7, head.Type)
                .Bind(8, head.Channel).Bind(9, head.Twin).Bind(10, (long)(head.Severity ?? 0)).Run();
            return;
        }

        // What was taken back is still found by what it was.
        session["INSERT INTO heads (kind, id, version, state, words) VALUES (?1, ?2, ?3, ?4, ?5) "
            + "ON CONFLICT DO UPDATE SET version = ?3, state = ?4"]
            .Bind(1, kind).Bind(2, picture.Id).Bind(3, picture.Version).Bind(4, (long)head.State)
            .Bind(5, TwinWords.Of(picture.Id, $"{name.Vi} {name.En}")).Run();
    }

    /// <summary>A version; the newest when none is named.</summary>
    public Definition? Get(DefinitionKind kind, string id, int? version)
    {
        using var row = session[
            $"SELECT {Columns} FROM versions WHERE kind = ?1 AND id = ?2 AND (?3 = 0 OR version = ?3) ORDER BY version DESC LIMIT 1"]
            .Bind(1, (long)kind).Bind(2, id).Bind(3, version ?? 0);
        return row.Step() ? Read(row) : null;
    }

    /// <summary>Versions before one, newest first.</summary>
    public List<Definition> Versions(DefinitionKind kind, string id, int before, int most)
    {
        var versions = new List<Definition>();
        using var row = session[
            $"SELECT {Columns} FROM versions WHERE kind = ?1 AND id = ?2 AND version < ?3 ORDER BY version DESC LIMIT ?4"]
            .Bind(1, (long)kind).Bind(2, id).Bind(3, before).Bind(4, most);
        while (row.Step())
        {
            versions.Add(Read(row));
        }

        return versions;
    }

    private static Definition Read(SqliteStatement row) => new(
        row.Text(0), new LocalText(row.Text(2), row.TextOrNull(3)), (DefinitionState)row.Long(1), row.TextOrNull(4),
        new DefinitionStamp(
            checked((int)row.Long(5)), row.Text(6), DateTimeOffset.FromUnixTimeMilliseconds(row.Long(7)), row.Text(8)),
        new LogPosition(checked((int)row.Long(9)), checked((int)row.Long(10)), row.Long(11)));

    private long Newest(DefinitionPicture picture) =>
        session["SELECT version FROM heads WHERE kind = ?1 AND id = ?2"].Bind(1, (long)picture.Kind).Bind(2, picture.Id).Scalar() ?? 0;

    private LocalText? NameBefore(DefinitionPicture picture)
    {
        using var row = session[
            "SELECT name_vi, name_en FROM versions WHERE kind = ?1 AND id = ?2 AND version < ?3 ORDER BY version DESC LIMIT 1"]
            .Bind(1, (long)picture.Kind).Bind(2, picture.Id).Bind(3, picture.Version);
        return row.Step() ? new LocalText(row.Text(0), row.TextOrNull(1)) : null;
    }
}
