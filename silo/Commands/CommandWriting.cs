using CityActors.Commands;
using CityActors.Grains.Commands;
using CityActors.Log;
using CityActors.Silo.Storage;
using CityActors.Streams;
using CityActors.Twins;

namespace CityActors.Silo.Commands;

/// <summary>Entries inside one transaction, kept in bounds.</summary>
internal readonly struct CommandWriting(SqliteSession session, SqliteCommandOptions options)
{
    private const int DropMost = 1_000;

    /// <summary>Applies the entries of a partition that come after its watermark.</summary>
    public void Apply(int partition, IReadOnlyList<CommandEntry> entries, long watermark)
    {
        foreach (var entry in entries)
        {
            if (entry.Sequence > watermark && LogPosition.TryParse(entry.Command.Id, out var id))
            {
                Put(partition, id.Sequence, entry);
            }
        }

        var over = (session["SELECT ended FROM totals"].Scalar() ?? 0) - options.EndedMax;
        for (; over > 0; over -= DropMost)
        {
            DropOldest((int)Math.Min(over, DropMost));
        }
    }

    private void Put(int partition, long sequence, CommandEntry entry)
    {
        var command = entry.Command;
        var mark = ChangeMark.Of(entry.Sequence, entry.Index);
        var before = Find(partition, sequence, out var newest);
        if (mark <= newest)
        {
            return;
        }

        var picture = CommandBlob.Write(command);
        session[
            """
            INSERT INTO commands VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            ON CONFLICT DO UPDATE SET state = ?6, is_open = ?7, is_pending = ?8, changed = ?11, mark = ?12, picture = ?13
            """]
            .Bind(1, partition).Bind(2, sequence).Bind(3, command.Twin).Bind(4, TwinId.TypeOf(command.Twin)).Bind(5, command.Actor)
            .Bind(6, (long)command.State).Bind(7, command.IsOpen ? 1 : 0).Bind(8, IsPending(command) ? 1 : 0)
            .Bind(9, command.RequestedAt.ToUnixTimeMilliseconds()).Bind(10, command.ExpiresAt.ToUnixTimeMilliseconds())
            .Bind(11, command.ChangedAt.ToUnixTimeMilliseconds()).Bind(12, mark).Bind(13, picture).Run();
        if (!command.IsOpen && before?.IsOpen != false)
        {
            session["UPDATE totals SET ended = ended + 1"].Run();
        }

        // That it was sent once more is a number, not an event.
        if (before is null || (before.State, before.LateAnswer, before.Report) != (command.State, command.LateAnswer, command.Report))
        {
            session["INSERT OR REPLACE INTO events VALUES (?1, ?2, ?3, ?4, ?5)"]
                .Bind(1, partition).Bind(2, mark).Bind(3, sequence).Bind(4, command.Twin).Bind(5, picture).Run();
            Trim(partition, sequence);
        }
    }

    private static bool IsPending(CityCommand command) => command.IsOpen
        || (command.State == CommandState.Cancelled && command.Attempts > 0 && (command.LateAnswer is null or "accepted"));

    private CityCommand? Find(int partition, long sequence, out long mark)
    {
        mark = -1;
        using var row = session["SELECT picture, mark FROM commands WHERE partition = ?1 AND sequence = ?2"]
            .Bind(1, partition).Bind(2, sequence);
        if (!row.Step())
        {
            return null;
        }

        mark = row.Long(1);
        return CommandBlob.Read(row.Blob(0));
    }

    /// <summary>Drops the oldest events of a command that has too many.</summary>
    private void Trim(int partition, long sequence)
    {
        var last = session["SELECT mark FROM events WHERE partition = ?1 AND sequence = ?2 ORDER BY mark DESC LIMIT 1 OFFSET ?3"]
            .Bind(1, partition).Bind(2, sequence).Bind(3, options.EventsPerCommandMax).Scalar();
        if (last is { } mark)
        {
            session["DELETE FROM events WHERE partition = ?1 AND sequence = ?2 AND mark <= ?3"]
                .Bind(1, partition).Bind(2, sequence).Bind(3, mark).Run();
            Gone(partition, mark);
        }
    }

    private void DropOldest(int count)
    {
        List<(int Partition, long Sequence)> oldest = [];
        using (var row = session["SELECT partition, sequence FROM commands WHERE is_open = 0 ORDER BY changed LIMIT ?1"].Bind(1, count))
        {
            while (row.Step())
            {
                oldest.Add(((int)row.Long(0), row.Long(1)));
            }
        }

        foreach (var (partition, sequence) in oldest)
        {
            var newest = session["SELECT max(mark) FROM events WHERE partition = ?1 AND sequence = ?2"]
                .Bind(1, partition).Bind(2, sequence).Scalar();
            Gone(partition, newest ?? 0);
            session["DELETE FROM events WHERE partition = ?1 AND sequence = ?2"].Bind(1, partition).Bind(2, sequence).Run();
            session["DELETE FROM commands WHERE partition = ?1 AND sequence = ?2"].Bind(1, partition).Bind(2, sequence).Run();
        }

        session["UPDATE totals SET ended = ended - ?1"].Bind(1, oldest.Count).Run();
    }

    private void Gone(int partition, long mark) =>
        session["INSERT INTO watermarks VALUES (?1, -1, ?2) ON CONFLICT DO UPDATE SET gone = max(gone, ?2)"]
            .Bind(1, partition).Bind(2, mark).Run();
}
