using System.Collections.Immutable;
using CityActors.Commands;
using CityActors.Streams;

namespace CityActors.Grains.Commands;

/// <summary>
/// The listed projection of commands and of what became of them. A port: embedded it is SQLite, distributed PostgreSQL. The watermark of a
/// partition moves in the same transaction as its entries. The number of ended commands is bounded: the oldest go, and a follower of news
/// who has not had them yet is told so.
/// </summary>
public interface ICommandStore
{
    /// <summary>Newest sequence of a partition that is projected; -1 when there is none.</summary>
    ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default);

    /// <summary>Applies entries of a partition in order and moves its watermark; entries at or below the watermark are ignored.</summary>
    Task Apply(int partition, IReadOnlyList<CommandEntry> entries, long upTo, CancellationToken cancellationToken = default);

    /// <summary>
    /// Commands that are open, and cancelled ones that were sent, whose device has not answered and whose time is not over.
    /// </summary>
    Task<ImmutableArray<CityCommand>> Pending(DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>A command with what became of it; null when it is not kept.</summary>
    Task<CommandDetails?> Get(string id, CancellationToken cancellationToken = default);

    /// <summary>A page of commands, newest request first.</summary>
    /// <exception cref="ArgumentException">The cursor is none.</exception>
    Task<CommandPage> List(CommandQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// What became of commands after a token, in the order of each partition: changes of state, late answers and reports. The answer's
    /// token stands behind the last of them.
    /// </summary>
    /// <exception cref="ChangesGoneException">Some of it is kept no more.</exception>
    Task<CommandNews> News(ChangeToken after, string? twin, int most, CancellationToken cancellationToken = default);
}

/// <summary>A command as it stood after a change.</summary>
/// <param name="Sequence">Record that changed it.</param>
/// <param name="Index">Number among the changes of that record, from 0.</param>
/// <param name="Command">The command.</param>
/// <param name="HasEnded">Whether that record ended it.</param>
public sealed record CommandEntry(long Sequence, int Index, CityCommand Command, bool HasEnded);
