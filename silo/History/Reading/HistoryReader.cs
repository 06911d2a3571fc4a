using System.Threading.Channels;
using CityActors.History;
using CityActors.Silo.History.Days;
using DuckDB.NET.Data;

namespace CityActors.Silo.History.Reading;

/// <summary>
/// Answers queries: a bounded number at a time, each for a bounded time. DuckDB blocks its thread, so they run on the pool.
/// </summary>
internal sealed class HistoryReader : IAsyncDisposable
{
    private readonly HistoryParts parts;
    private readonly Channel<DuckSession> sessions = Channel.CreateUnbounded<DuckSession>(); // holds at most QueriesMax
    private volatile bool isClosed;

    /// <summary>Opens the connections.</summary>
    public HistoryReader(HistoryParts parts)
    {
        this.parts = parts;
        for (var i = 0; i < parts.Options.QueriesMax; i++)
        {
            sessions.Writer.TryWrite(parts.Engine.Open());
        }
    }

    /// <summary>Answers.</summary>
    /// <exception cref="TimeoutException">It took longer than a query may.</exception>
    public async Task<HistorySeries> Answer(HistoryQuery query, CancellationToken cancellationToken)
    {
        var (series, unit) = await parts.Catalog.Find(query.Twin, query.Channel, cancellationToken);
        var question = HistoryQuestion.Of(query, series);
        if (series.Count == 0)
        {
            return new HistorySeries([], null, 0, false);
        }

        using var late = new CancellationTokenSource(parts.Options.QueryTimeMax, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await Answer(question, unit, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"The history of {query.Twin} {query.Channel} took longer than {parts.Options.QueryTimeMax.TotalSeconds:F0} s: " +
                "ask for a shorter span or a wider 'every'.");
        }
    }

    /// <summary>Waits for queries that run, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        for (var i = 0; i < parts.Options.QueriesMax; i++)
        {
            (await sessions.Reader.ReadAsync()).Dispose();
        }
    }

    private async Task<HistorySeries> Answer(HistoryQuestion question, string? unit, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed, typeof(DuckDbHistory));
        var session = await sessions.Reader.ReadAsync(cancellationToken);
        try
        {
            return await Task.Run(
                () => question.Query.Aggregate == Aggregate.None
                    ? new RawAnswer(session, parts, question, cancellationToken).Give(unit)
                    : new IntervalAnswer(session, parts, question, cancellationToken).Give(unit),
                cancellationToken);
        }
        catch (DuckDBException fault)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw DuckFault.Of(fault, parts.Options.Path);
        }
        finally
        {
            sessions.Writer.TryWrite(session);
        }
    }
}
