using System.Collections.Immutable;
using CityActors.Grains.Cases;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Cases;

/// <summary>Puts a write into the tables, inside one transaction; what throws is undone by the store.</summary>
internal sealed class CaseShelf(SqliteSession session, IReadOnlyDictionary<string, IndexTable> tables)
{
    /// <summary>Writes.</summary>
    public CaseReceipt Put(CaseWrite write)
    {
        if (write.Watermark is { } mark && !Advance(mark))
        {
            return new CaseReceipt(
                false, [.. write.Appends.Select(append => CaseReading.Head(session, append.Case))], CaseReading.Position(session));
        }

        var heads = ImmutableArray.CreateBuilder<CaseHead>(write.Appends.Length);
        foreach (var append in write.Appends)
        {
            heads.Add(Put(write, append));
        }

        foreach (var message in write.Messages)
        {
            session["INSERT OR IGNORE INTO messages (topic, id, recipient, body, at) VALUES (?1, ?2, ?3, ?4, ?5)"]
                .Bind(1, message.Topic).Bind(2, message.Id).Bind(3, message.Recipient).Bind(4, message.Body)
                .Bind(5, write.At.ToUnixTimeMilliseconds()).Run();
        }

        Remove(write.Acknowledged);
        return new CaseReceipt(true, heads.MoveToImmutable(), CaseReading.Position(session));
    }

    /// <summary>Removes messages.</summary>
    public void Remove(ImmutableArray<long> numbers)
    {
        foreach (var number in numbers)
        {
            session["DELETE FROM messages WHERE number = ?1"].Bind(1, number).Run();
        }
    }

    private bool Advance(CaseWatermark mark)
    {
        if (mark.UpTo <= CaseReading.Watermark(session, mark.Follower, mark.Partition))
        {
            return false;
        }

        session["INSERT INTO watermarks VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET sequence = ?3"]
            .Bind(1, mark.Follower).Bind(2, mark.Partition).Bind(3, mark.UpTo).Run();
        return true;
    }

    private CaseHead Put(CaseWrite write, CaseAppend append)
    {
        var id = append.Case;
        if (append.Key is { } used && CaseReading.Memory(session, id, used.Key) is not null)
        {
            throw new CaseKeyUsedException(id, used.Key);
        }

        var head = CaseReading.Head(session, id);
        if (head.Version != append.Expected)
        {
            throw new CaseConflictException(id, append.Expected, head.Version);
        }

        foreach (var draft in append.Events)
        {
            head = head with { Version = head.Version + 1 };
            session["INSERT INTO events (kind, id, version, at, tenant, actor, type, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"]
                .Bind(1, id.Kind).Bind(2, id.Id).Bind(3, head.Version).Bind(4, write.At.ToUnixTimeMilliseconds()).Bind(5, write.Tenant)
                .Bind(6, write.Actor).Bind(7, draft.Type).Bind(8, draft.Body).Run();
            head = head with { Position = session.LastInsertId };
        }

        if (append.Row is { } row)
        {
            var table = tables.GetValueOrDefault(id.Kind) ?? throw new ArgumentException($"{id}: the kind has no index for a row.");
            new IndexShelf(session, table).Put(id.Id, head, row);
        }
        else if (!append.Events.IsEmpty && tables.TryGetValue(id.Kind, out var table))
        {
            new IndexShelf(session, table).Move(id.Id, head);
        }

        if (append.Key is { } key)
        {
            session["INSERT INTO keys VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"]
                .Bind(1, id.Kind).Bind(2, id.Id).Bind(3, key.Key).Bind(4, key.Content).Bind(5, key.Answer).Bind(6, head.Version)
                .Bind(7, head.Position).Run();
        }

        return head;
    }
}
