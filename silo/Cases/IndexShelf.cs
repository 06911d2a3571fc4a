using System.Globalization;
using CityActors.Grains.Cases;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Cases;

/// <summary>Keeps the rows of lists, inside one transaction.</summary>
internal readonly struct IndexShelf(SqliteSession session, IndexTable table)
{
    /// <summary>Makes tables that are not there yet, and makes them again from the events when they were made for another index.</summary>
    public void Open()
    {
        using (var shape = session["SELECT shape FROM indexes WHERE kind = ?1"].Bind(1, table.Index.Kind))
        {
            if (shape.Step() && shape.Text(0) == table.Shape)
            {
                return;
            }
        }

        session.Execute($"DROP TABLE IF EXISTS {table.Rows}; DROP TABLE IF EXISTS {table.Many}; {table.Making()}");
        session["INSERT INTO indexes VALUES (?1, ?2) ON CONFLICT DO UPDATE SET shape = ?2"]
            .Bind(1, table.Index.Kind).Bind(2, table.Shape).Run();
        var events = new List<CaseEvent>();
        using (var row = session[$"SELECT {CaseReading.Columns} FROM events WHERE kind = ?1 ORDER BY kind, id, version"])
        {
            row.Bind(1, table.Index.Kind);
            while (row.Step())
            {
                var next = CaseReading.Event(row);
                if (events.Count > 0 && events[0].Case != next.Case)
                {
                    Project(events);
                }

                events.Add(next);
            }
        }

        Project(events);
    }

    /// <summary>Puts a row in the place of the one before.</summary>
    /// <exception cref="ArgumentException">A value stands in no column, or in one of another kind.</exception>
    public void Put(string id, CaseHead head, CaseRow row)
    {
        Check(id, row);
        var many = ManyOf(row);
        var before = Before(id);
        using (var statement = session[before is null ? table.Insert : table.Update])
        {
            statement.Bind(1, id).Bind(2, head.Version).Bind(3, head.Position).Bind(5, row.Summary).Bind(6, many);
            if (row.DueAt is { } due)
            {
                statement.Bind(4, due.ToUnixTimeMilliseconds());
            }

            for (var at = 0; at < table.Single.Length; at++)
            {
                if (row.Values.TryGetValue(table.Single[at].Name, out var value))
                {
                    _ = value.Number is { } number ? statement.Bind(at + 7, number) : statement.Bind(at + 7, value.Text);
                }
            }

            statement.Step();
        }

        if (before is null || before.Value.Many != many)
        {
            PutMany(before?.Row ?? session.LastInsertId, row, isNew: before is null);
        }
    }

    /// <summary>Says where a case stands whose row stays as it is.</summary>
    public void Move(string id, CaseHead head) =>
        session[$"UPDATE {table.Rows} SET version = ?2, position = ?3 WHERE id = ?1"]
            .Bind(1, id).Bind(2, head.Version).Bind(3, head.Position).Run();

    private void Project(List<CaseEvent> events)
    {
        if (events.Count > 0)
        {
            Put(events[0].Case.Id, new CaseHead(events[^1].Version, events[^1].Position), table.Index.Project(events));
            events.Clear();
        }
    }

    private (long Row, string Many)? Before(string id)
    {
        using var row = session[$"SELECT n, many FROM {table.Rows} WHERE id = ?1"].Bind(1, id);
        return row.Step() ? (row.Long(0), row.Text(1)) : null;
    }

    private void PutMany(long n, CaseRow row, bool isNew)
    {
        if (!isNew)
        {
            session[$"DELETE FROM {table.Many} WHERE n = ?1"].Bind(1, n).Run();
        }

        foreach (var (name, value) in row.Values)
        {
            foreach (var one in value.Many)
            {
                session[$"INSERT OR IGNORE INTO {table.Many} VALUES (?1, ?2, ?3)"]
                    .Bind(1, table.Number(table.Column(name))).Bind(2, one).Bind(3, n).Run();
            }
        }
    }

    private string ManyOf(CaseRow row)
    {
        var parts = row.Values.Where(static pair => !pair.Value.Many.IsEmpty).OrderBy(static pair => pair.Key, StringComparer.Ordinal);
        return string.Join('\u001e', parts.Select(static pair => string.Create(
            CultureInfo.InvariantCulture, $"{pair.Key}\u001f{string.Join('\u001f', pair.Value.Many.Order(StringComparer.Ordinal))}")));
    }

    private void Check(string id, CaseRow row)
    {
        foreach (var (name, value) in row.Values)
        {
            var column = table.Column(name);
            var fits = column.Kind switch
            {
                CaseColumnKind.Text => value is { Text: not null, Number: null },
                CaseColumnKind.Number => value is { Text: null, Number: not null },
                _ => value is { Text: null, Number: null, Many.IsDefault: false },
            };
            if (!fits)
            {
                throw new ArgumentException($"{table.Index.Kind}/{id}: expected a value of kind {column.Kind} in '{name}'.");
            }
        }

        if (!row.Values.ContainsKey(table.Index.OrderBy))
        {
            throw new ArgumentException($"{table.Index.Kind}/{id}: expected a value in '{table.Index.OrderBy}'.");
        }
    }
}
