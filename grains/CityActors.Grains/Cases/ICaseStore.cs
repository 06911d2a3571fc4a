using System.Collections.Immutable;

namespace CityActors.Grains.Cases;

/// <summary>
/// Where alerts, incidents, work orders and what belongs to them are kept: events of each case, a row of each for lists, keys, messages
/// that must be told, watermarks of followers. Everything of one write is durable together. Positions grow in the order in which writes
/// become visible, so that a reader who goes by them leaves nothing out. A port: embedded it is SQLite, distributed PostgreSQL.
/// </summary>
public interface ICaseStore
{
    /// <summary>Writes, durably.</summary>
    /// <exception cref="CaseConflictException">A case is at another version than expected. Nothing was written.</exception>
    /// <exception cref="CaseKeyUsedException">A key was used before. Nothing was written.</exception>
    /// <exception cref="ArgumentException">A kind or a column has no index, or something is longer than is kept.</exception>
    Task<CaseReceipt> Write(CaseWrite write, CancellationToken cancellationToken = default);

    /// <summary>Events of a case after a version, oldest first.</summary>
    /// <param name="id">Which.</param>
    /// <param name="after">Version; 0: from the first.</param>
    /// <param name="most">1-10,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<CaseEvent>> Read(CaseId id, long after, int most, CancellationToken cancellationToken = default);

    /// <summary>What was answered to a move under a key; null: the key was not used for this case.</summary>
    Task<CaseMemory?> Remembered(CaseId id, string key, CancellationToken cancellationToken = default);

    /// <summary>Events of all cases of some kinds after a position, in order.</summary>
    /// <param name="kinds">Empty: all.</param>
    /// <param name="after">Position; 0: from the first.</param>
    /// <param name="most">1-10,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<CaseSlice> ReadAll(ImmutableArray<string> kinds, long after, int most, CancellationToken cancellationToken = default);

    /// <summary>A page of rows.</summary>
    /// <exception cref="ArgumentException">The kind has no such index or column, or the page was never handed out.</exception>
    Task<CasePage> Find(CaseQuery query, CancellationToken cancellationToken = default);

    /// <summary>How many rows there are, by the values of number columns (none: one count of all).</summary>
    /// <exception cref="ArgumentException">The kind has no such index or column.</exception>
    Task<ImmutableArray<CaseCount>> Count(
        string kind, ImmutableArray<CaseFilter> filters, ImmutableArray<string> by, CancellationToken cancellationToken = default);

    /// <summary>Rows of some cases; those that are not there are left out.</summary>
    Task<ImmutableArray<CaseFound>> Rows(string kind, ImmutableArray<string> ids, CancellationToken cancellationToken = default);

    /// <summary>Cases with something to do, the earliest first, due or not yet.</summary>
    /// <param name="kinds">Kinds.</param>
    /// <param name="most">1-10,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<CaseDue>> Due(ImmutableArray<string> kinds, int most, CancellationToken cancellationToken = default);

    /// <summary>Messages that wait, in their order.</summary>
    /// <param name="topics">Topics.</param>
    /// <param name="after">Number after which to begin; 0: from the first.</param>
    /// <param name="most">1-10,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<PendingMessage>> Pending(
        ImmutableArray<string> topics, long after, int most, CancellationToken cancellationToken = default);

    /// <summary>Messages were told and need not be told again.</summary>
    Task Acknowledge(ImmutableArray<long> numbers, CancellationToken cancellationToken = default);

    /// <summary>Newest sequence of a partition that a follower has dealt with; -1 when there is none.</summary>
    ValueTask<long> Watermark(string follower, int partition, CancellationToken cancellationToken = default);

    /// <summary>Position of the newest event of all cases; 0 when there is none.</summary>
    ValueTask<long> Position(CancellationToken cancellationToken = default);

    /// <summary>Number of the newest write that is visible; grows with each.</summary>
    long Writes { get; }

    /// <summary>Ends when <see cref="Writes"/> is above a number: who reads the number first and the store then misses nothing.</summary>
    Task Written(long above, CancellationToken cancellationToken);
}

/// <summary>A part of what happened to all cases.</summary>
/// <param name="Events">In order.</param>
/// <param name="Position">Everything up to here is in it or of other kinds: where the next part begins.</param>
public sealed record CaseSlice(ImmutableArray<CaseEvent> Events, long Position);
