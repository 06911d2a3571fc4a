using System.Collections.Immutable;
using System.Globalization;
using CityActors.Commands;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Commands;

/// <summary>One page of a list of commands.</summary>
internal readonly struct CommandSearch(SqliteSession session, CommandQuery query)
{
    /// <summary>Reads the page.</summary>
    /// <exception cref="ArgumentException">The cursor is none.</exception>
    public CommandPage Run()
    {
        var (requested, partition, sequence) = Cursor(query.After);
        using var row = session[Text()];
        row.Bind(1, requested).Bind(2, partition).Bind(3, sequence).Bind(4, query.Most + 1);
        row.Bind(5, query.From?.ToUnixTimeMilliseconds() ?? long.MinValue).Bind(6, query.To?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        Bind(row, 7, query.Twin);
        Bind(row, 8, query.Type);
        Bind(row, 9, query.Actor);
        var found = ImmutableArray.CreateBuilder<CityCommand>();
        string? next = null;
        string? last = null;
        while (row.Step())
        {
            if (found.Count == query.Most)
            {
                next = last;
                break;
            }

            found.Add(CommandBlob.Read(row.Blob(0)));
            last = string.Create(CultureInfo.InvariantCulture, $"{row.Long(1)}.{row.Long(2)}.{row.Long(3)}");
        }

        return new CommandPage(found.ToImmutable(), next);
    }

    /// <summary>The statement; texts are few, as each part is there or not.</summary>
    private string Text()
    {
        var states = query.States.IsDefaultOrEmpty
            ? ""
            : $"AND state IN ({string.Join(',', query.States.Distinct().Order().Select(static state => (int)state))}) ";
        return "SELECT picture, requested, partition, sequence FROM commands "
            + "WHERE (requested, partition, sequence) < (?1, ?2, ?3) AND requested >= ?5 AND requested < ?6 "
            + states + (query.Twin is null ? "" : "AND twin = ?7 ") + (query.Type is null ? "" : "AND type = ?8 ")
            + (query.Actor is null ? "" : "AND actor = ?9 ")
            + "ORDER BY requested DESC, partition DESC, sequence DESC LIMIT ?4";
    }

    private static void Bind(SqliteStatement row, int parameter, string? value)
    {
        if (value is not null)
        {
            row.Bind(parameter, value);
        }
    }

    private static (long Requested, long Partition, long Sequence) Cursor(string? after)
    {
        if (after is null)
        {
            return (long.MaxValue, long.MaxValue, long.MaxValue);
        }

        var parts = after.Split('.');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var requested)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? (requested, partition, sequence)
            : throw new ArgumentException(
                $"Expected the 'next' of a page of commands, got '{(after.Length <= 80 ? after : after[..80] + "…")}'.", nameof(after));
    }
}
