using System.Runtime.InteropServices;
using CityActors.Quarantine;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Quarantine;

/// <summary>
/// The entries inside one transaction, kept in bounds: beyond a bound the oldest of the same source goes first; when a source has
/// nothing but its new entry, the oldest of the source with the most entries goes, so that a flood pays for itself. When no source has
/// more than one, as when a flood bears ever new names, the oldest of all goes.
/// </summary>
internal readonly struct QuarantineShelf(SqliteSession session, SqliteQuarantineOptions options)
{
    /// <summary>Puts an entry on the shelf, in the place of one of the same id.</summary>
    /// <returns>How many were dropped to make room.</returns>
    public int Put(QuarantineEntry entry)
    {
        Take(entry.Id);
        var payload = ImmutableCollectionsMarshal.AsArray(entry.Payload) ?? [];
        var kept = payload.AsSpan(0, Math.Min(payload.Length, options.PayloadBytesPerEntryMax));
        session["INSERT INTO entries VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"]
            .Bind(1, entry.Id).Bind(2, entry.Source).Bind(3, entry.Topic).Bind(4, entry.Reason).Bind(5, entry.Detail)
            .Bind(6, entry.ArrivedAt.UtcTicks).Bind(7, entry.ContentType).Bind(8, kept).Run();
        Count(entry.Source, 1, kept.Length);
        var dropped = 0;
        while (IsOver(entry.Source))
        {
            dropped++;
            Drop(entry.Source);
        }

        return dropped;
    }

    /// <summary>Takes an entry off the shelf; false when it was not there.</summary>
    public bool Take(string id)
    {
        string source;
        long bytes;
        using (var row = session["SELECT source, length(payload) FROM entries WHERE id = ?1"].Bind(1, id))
        {
            if (!row.Step())
            {
                return false;
            }

            (source, bytes) = (row.Text(0), row.Long(1));
        }

        session["DELETE FROM entries WHERE id = ?1"].Bind(1, id).Run();
        Count(source, -1, -bytes);
        return true;
    }

    private void Count(string source, int entries, long bytes)
    {
        session["INSERT INTO sources VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET entries = entries + ?2, bytes = bytes + ?3"]
            .Bind(1, source).Bind(2, entries).Bind(3, bytes).Run();
        session["UPDATE totals SET entries = entries + ?1, bytes = bytes + ?2"].Bind(1, entries).Bind(2, bytes).Run();
        if (entries < 0)
        {
            session["DELETE FROM sources WHERE source = ?1 AND entries = 0"].Bind(1, source).Run();
        }
    }

    private bool IsOver(string source)
    {
        var ofSource = session["SELECT entries FROM sources WHERE source = ?1"].Bind(1, source).Scalar() ?? 0;
        using var totals = session["SELECT entries, bytes FROM totals"];
        return totals.Step()
            && (ofSource > options.EntriesPerSourceMax
                || totals.Long(0) > options.EntriesMax
                || totals.Long(1) > options.PayloadBytesMax);
    }

    private void Drop(string source)
    {
        var ofSource = session["SELECT entries FROM sources WHERE source = ?1"].Bind(1, source).Scalar() ?? 0;
        if (ofSource > 1)
        {
            Take(OldestOf(source));
            return;
        }

        string largest;
        bool isLone;
        using (var row = session["SELECT source, entries FROM sources ORDER BY entries DESC LIMIT 1"])
        {
            row.Step();
            (largest, isLone) = (row.Text(0), row.Long(1) <= 1);
        }

        Take(isLone ? Oldest() : OldestOf(largest));
    }

    private string OldestOf(string source)
    {
        using var row = session["SELECT id FROM entries WHERE source = ?1 ORDER BY arrived, id LIMIT 1"].Bind(1, source);
        row.Step();
        return row.Text(0);
    }

    private string Oldest()
    {
        using var row = session["SELECT id FROM entries ORDER BY arrived, id LIMIT 1"];
        row.Step();
        return row.Text(0);
    }
}
