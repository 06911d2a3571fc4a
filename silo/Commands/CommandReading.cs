using System.Collections.Immutable;
using CityActors.Commands;
using CityActors.Silo.Storage;
using CityActors.Streams;
using CityActors.Twins;

namespace CityActors.Silo.Commands;

/// <summary>Reads what became of commands.</summary>
internal readonly struct CommandReading(SqliteSession session)
{
    private const int TimelineMax = 100;

    /// <summary>Newest sequence of a partition; -1 when there is none.</summary>
    public long Watermark(int partition) =>
        session["SELECT sequence FROM watermarks WHERE partition = ?1"].Bind(1, partition).Scalar() ?? -1;

    /// <summary>A command with its timeline.</summary>
    public CommandDetails? Details(int partition, long sequence)
    {
        CityCommand command;
        using (var row = session["SELECT picture FROM commands WHERE partition = ?1 AND sequence = ?2"]
            .Bind(1, partition).Bind(2, sequence))
        {
            if (!row.Step())
            {
                return null;
            }

            command = CommandBlob.Read(row.Blob(0));
        }

        var timeline = new List<CityCommand>();
        using (var row = session["SELECT picture FROM events WHERE partition = ?1 AND sequence = ?2 ORDER BY mark DESC LIMIT ?3"]
            .Bind(1, partition).Bind(2, sequence).Bind(3, TimelineMax))
        {
            while (row.Step())
            {
                timeline.Add(CommandBlob.Read(row.Blob(0)));
            }
        }

        timeline.Reverse();
        return new CommandDetails(command, [.. timeline]);
    }

    /// <summary>What is still to be carried out, or taken back at its device.</summary>
    public ImmutableArray<CityCommand> Pending(long nowMs)
    {
        var pending = ImmutableArray.CreateBuilder<CityCommand>();
        using var row = session["SELECT picture FROM commands WHERE is_pending = 1 AND (is_open = 1 OR expires > ?1)"].Bind(1, nowMs);
        while (row.Step())
        {
            pending.Add(CommandBlob.Read(row.Blob(0)));
        }

        return pending.ToImmutable();
    }

    /// <summary>Changes after a token; a partition that is read to its end stands at its watermark then.</summary>
    /// <exception cref="ChangesGoneException">Some were dropped.</exception>
    public CommandNews News(ChangeToken after, string? twin, int most)
    {
        var found = ImmutableArray.CreateBuilder<CityCommand>();
        var marks = after.Marks.ToBuilder();
        for (var partition = 0; partition < marks.Count; partition++)
        {
            if (twin is not null && TwinId.PartitionOf(twin, marks.Count) != partition)
            {
                continue;
            }

            var gone = session["SELECT gone FROM watermarks WHERE partition = ?1"].Bind(1, partition).Scalar() ?? 0;
            if (gone > marks[partition])
            {
                throw new ChangesGoneException(
                    $"Changes of commands of partition {partition} after this token are kept no more; read the list anew.");
            }

            marks[partition] = Read(partition, marks[partition], twin, most, found);
        }

        return new CommandNews(found.ToImmutable(), new ChangeToken(after.Generation, marks.ToImmutable()));
    }

    private long Read(int partition, long mark, string? twin, int most, ImmutableArray<CityCommand>.Builder found)
    {
        using (var row = twin is null
            ? session["SELECT picture, mark FROM events WHERE partition = ?1 AND mark > ?2 ORDER BY mark LIMIT ?3"].Bind(1, partition)
            : session["SELECT picture, mark FROM events WHERE twin = ?1 AND mark > ?2 ORDER BY mark LIMIT ?3"].Bind(1, twin))
        {
            row.Bind(2, mark).Bind(3, most - found.Count + 1);
            while (row.Step())
            {
                if (found.Count == most)
                {
                    return mark;
                }

                found.Add(CommandBlob.Read(row.Blob(0)));
                mark = row.Long(1);
            }
        }

        return Math.Max(mark, ChangeMark.After(Watermark(partition)));
    }
}
