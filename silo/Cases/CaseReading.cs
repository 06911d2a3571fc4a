using System.Collections.Immutable;
using CityActors.Grains.Cases;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Cases;

/// <summary>Reads what is kept beside the rows of lists.</summary>
internal static class CaseReading
{
    /// <summary>Columns of an event, as <see cref="Event"/> takes them.</summary>
    public const string Columns = "kind, id, version, position, at, tenant, actor, type, body";

    /// <summary>Where a case stands.</summary>
    public static CaseHead Head(SqliteSession session, CaseId id)
    {
        using var row = session["SELECT version, position FROM events WHERE kind = ?1 AND id = ?2 ORDER BY version DESC LIMIT 1"]
            .Bind(1, id.Kind).Bind(2, id.Id);
        return row.Step() ? new CaseHead(row.Long(0), row.Long(1)) : default;
    }

    /// <summary>Position of the newest event of all.</summary>
    public static long Position(SqliteSession session) => session["SELECT max(position) FROM events"].Scalar() ?? 0;

    /// <summary>The event of a row.</summary>
    public static CaseEvent Event(SqliteStatement row) => new(
        new CaseId(row.Text(0), row.Text(1)), row.Long(2), row.Long(3), DateTimeOffset.FromUnixTimeMilliseconds(row.Long(4)), row.Text(5),
        row.Text(6), row.Text(7), row.Text(8));

    /// <summary>Events of a case.</summary>
    public static ImmutableArray<CaseEvent> Of(SqliteSession session, CaseId id, long after, int most)
    {
        using var row = session[
            $"SELECT {Columns} FROM events WHERE kind = ?1 AND id = ?2 AND version > ?3 ORDER BY version LIMIT ?4"]
            .Bind(1, id.Kind).Bind(2, id.Id).Bind(3, after).Bind(4, most);
        var events = ImmutableArray.CreateBuilder<CaseEvent>();
        while (row.Step())
        {
            events.Add(Event(row));
        }

        return events.ToImmutable();
    }

    /// <summary>Events of all cases; a part of at most so many events of whatever kind, of which the sought ones are given.</summary>
    public static CaseSlice All(SqliteSession session, ImmutableArray<string> kinds, long after, int most)
    {
        using var row = session[$"SELECT {Columns} FROM events WHERE position > ?1 ORDER BY position LIMIT ?2"]
            .Bind(1, after).Bind(2, most);
        var events = ImmutableArray.CreateBuilder<CaseEvent>();
        var position = after;
        while (row.Step())
        {
            position = row.Long(3);
            if (kinds.IsEmpty || kinds.Contains(row.Text(0)))
            {
                events.Add(Event(row));
            }
        }

        return new CaseSlice(events.ToImmutable(), position);
    }

    /// <summary>What was answered under a key.</summary>
    public static CaseMemory? Memory(SqliteSession session, CaseId id, string key)
    {
        using var row = session["SELECT content, answer, version, position FROM keys WHERE kind = ?1 AND id = ?2 AND key = ?3"]
            .Bind(1, id.Kind).Bind(2, id.Id).Bind(3, key);
        return row.Step() ? new CaseMemory(row.Text(0), row.Text(1), row.Long(2), row.Long(3)) : null;
    }

    /// <summary>Messages that wait.</summary>
    public static ImmutableArray<PendingMessage> Pending(SqliteSession session, ImmutableArray<string> topics, long after, int most)
    {
        using var row = session[
            "SELECT number, topic, id, recipient, body, at FROM messages WHERE number > ?1 "
            + "AND topic IN (SELECT value FROM json_each(?2)) ORDER BY number LIMIT ?3"]
            .Bind(1, after).Bind(2, IndexQuery.Json(topics)).Bind(3, most);
        var messages = ImmutableArray.CreateBuilder<PendingMessage>();
        while (row.Step())
        {
            messages.Add(new PendingMessage(
                row.Long(0), new CaseMessage(row.Text(1), row.Text(2), row.Text(3), row.Text(4)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.Long(5))));
        }

        return messages.ToImmutable();
    }

    /// <summary>Newest sequence that a follower has dealt with.</summary>
    public static long Watermark(SqliteSession session, string follower, int partition) =>
        session["SELECT sequence FROM watermarks WHERE follower = ?1 AND partition = ?2"].Bind(1, follower).Bind(2, partition).Scalar()
        ?? -1;
}
