using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace CityActors.Silo.Storage;

/// <summary>
/// A SQLite file with one writer that commits in groups, and a few readers that see a consistent picture each. SQLite blocks the
/// calling thread, so all of it runs on the thread pool, never on a grain's scheduler.
/// </summary>
internal sealed class SqliteStore : IAsyncDisposable
{
    private const int Readers = 4;
    private const int WaitingMax = 1024;
    private const int GroupWeightMax = 50_000;

    private readonly string what;
    private readonly string path;
    private readonly SqliteSession writer;
    private readonly Channel<SqliteSession> readers = Channel.CreateUnbounded<SqliteSession>(); // holds at most Readers
    private readonly GroupWriter<Job> group;

    private SqliteStore(string what, string path, SqliteSession writer)
    {
        this.what = what;
        this.path = path;
        this.writer = writer;
        group = new GroupWriter<Job>(what, WaitingMax, GroupWeightMax, WriteGroup);
    }

    /// <summary>Opens a file, making it when absent.</summary>
    /// <param name="what">What it is, for errors, e.g. "registry".</param>
    /// <param name="path">The file; its folder is made when absent.</param>
    /// <param name="version">Version of the schema that this program writes, from 1.</param>
    /// <param name="schema">Statements that make the tables of an empty file.</param>
    /// <param name="ready">What is to be done before anybody reads or writes, in a transaction of its own; null: nothing.</param>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or was written by a newer version.</exception>
    public static SqliteStore Open(
        string what, string path, int version, string schema, Action<SqliteSession>? ready = null)
    {
        SqliteSession? writer = null;
        SqliteStore? store = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            writer = new SqliteSession(path, 128 * 1024);
            Prepare(writer, what, path, version, schema);
            Ready(writer, ready);
            store = new SqliteStore(what, path, writer);
            for (var reader = 0; reader < Readers; reader++)
            {
                store.readers.Writer.TryWrite(new SqliteSession(path, 16 * 1024));
            }

            return store;
        }
        catch (Exception cause)
        {
            if (store is null)
            {
                writer?.Dispose();
            }

            throw cause switch
            {
                SqliteException fault => SqliteFault.Of(fault, what, path),
                UnauthorizedAccessException => new IOException($"The folder of the {what} {path} cannot be written.", cause),
                _ => cause,
            };
        }
    }

    /// <summary>Runs work inside the writer's next transaction and returns its answer when that is durable.</summary>
    /// <param name="work">Runs once; when it throws, what it did is undone and the others of the group are not touched.</param>
    /// <param name="weight">Statements it will run, roughly.</param>
    /// <param name="cancellationToken">Cancels as long as the work has not begun.</param>
    public async Task<T> Write<T>(Func<SqliteSession, T> work, int weight, CancellationToken cancellationToken)
    {
        var answer = default(T)!;
        await group.Add(new Job(session => answer = work(session), weight, cancellationToken), cancellationToken);
        return answer;
    }

    /// <summary>Runs work on a reader, which sees what was committed when the work began.</summary>
    public async Task<T> Read<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        SqliteSession session;
        try
        {
            session = await readers.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(what);
        }

        try
        {
            return await Task.Run(
                () =>
                {
                    session["BEGIN"].Run();
                    try
                    {
                        return work(session);
                    }
                    finally
                    {
                        session["ROLLBACK"].Run();
                    }
                },
                cancellationToken);
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Of(fault, what, path);
        }
        finally
        {
            if (!readers.Writer.TryWrite(session))
            {
                session.Dispose();
            }
        }
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await group.DisposeAsync();
        readers.Writer.TryComplete();
        while (readers.Reader.TryRead(out var session))
        {
            session.Dispose();
        }

        writer.Dispose();
    }

    private static void Prepare(SqliteSession session, string what, string path, int version, string schema)
    {
        var found = session["PRAGMA user_version"].Scalar() ?? 0;
        if (found > version)
        {
            throw new InvalidDataException(
                $"The {what} {path} was written by a newer version of the city (format {found}); this one knows formats up to {version}.");
        }

        if (found == 0)
        {
            session.Execute($"BEGIN IMMEDIATE; {schema}; PRAGMA user_version={version}; COMMIT");
        }
    }

    private static void Ready(SqliteSession session, Action<SqliteSession>? ready)
    {
        if (ready is not null)
        {
            session["BEGIN IMMEDIATE"].Run();
            ready(session);
            session["COMMIT"].Run();
        }
    }

    private Task WriteGroup(IReadOnlyList<Job> jobs)
    {
        var written = new List<Job>(jobs.Count);
        try
        {
            writer["BEGIN IMMEDIATE"].Run();
            foreach (var job in jobs)
            {
                if (WriteOne(job))
                {
                    written.Add(job);
                }
            }

            writer["COMMIT"].Run();
        }
        catch (Exception cause)
        {
            Undo();
            foreach (var job in jobs)
            {
                job.Fail(cause is SqliteException fault ? SqliteFault.Of(fault, what, path) : cause);
            }

            return Task.CompletedTask;
        }

        foreach (var job in written)
        {
            job.Complete();
        }

        return Task.CompletedTask;
    }

    private bool WriteOne(Job job)
    {
        writer["SAVEPOINT job"].Run();
        try
        {
            job.Work(writer);
            writer["RELEASE job"].Run();
            return true;
        }
        catch (Exception cause) when (cause is not SqliteException)
        {
            // The work itself refused: undo it alone. A failure of SQLite concerns the whole group.
            writer["ROLLBACK TO job"].Run();
            writer["RELEASE job"].Run();
            job.Fail(cause);
            return false;
        }
    }

    private void Undo()
    {
        try
        {
            writer["ROLLBACK"].Run();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself already (full disk, I/O error) or never began.
        }
    }

    private sealed class Job(Action<SqliteSession> work, int weight, CancellationToken cancellationToken) : GroupJob(cancellationToken)
    {
        public Action<SqliteSession> Work { get; } = work;

        public override int Weight { get; } = Math.Max(1, weight);
    }
}
