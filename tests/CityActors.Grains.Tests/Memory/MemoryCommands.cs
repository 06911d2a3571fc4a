using System.Collections.Immutable;
using CityActors.Commands;
using CityActors.Grains.Commands;
using CityActors.Log;
using CityActors.Streams;

namespace CityActors.Grains.Tests.Memory;

/// <summary>A list of commands in memory.</summary>
public sealed class MemoryCommands(int partitions, Pulse pulse) : ICommandStore
{
    private readonly Lock gate = new();
    private readonly long[] watermarks = [.. Enumerable.Repeat(-1L, partitions)];
    private readonly Dictionary<string, CityCommand> commands = [];
    private readonly List<(int Partition, long Mark, CityCommand Command)> events = [];

    /// <summary>The commands as they stand.</summary>
    public IReadOnlyList<CityCommand> Commands
    {
        get
        {
            lock (gate)
            {
                return [.. commands.Values];
            }
        }
    }

    public ValueTask<long> Watermark(int partition, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Volatile.Read(ref watermarks[partition]));

    public Task Apply(int partition, IReadOnlyList<CommandEntry> entries, long upTo, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            foreach (var entry in entries.Where(entry => upTo > watermarks[partition] && entry.Sequence > watermarks[partition]))
            {
                commands[entry.Command.Id] = entry.Command;
                events.Add((partition, ChangeMark.Of(entry.Sequence, entry.Index), entry.Command));
            }

            watermarks[partition] = Math.Max(watermarks[partition], upTo);
        }

        pulse.Beat();
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<CityCommand>> Pending(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<CityCommand>>([.. Commands.Where(static command => command.IsOpen)]);

    public Task<CommandDetails?> Get(string id, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return Task.FromResult(commands.TryGetValue(id, out var command)
                ? new CommandDetails(command, [.. events.Where(one => one.Command.Id == id).Select(static one => one.Command)])
                : null);
        }
    }

    public Task<CommandPage> List(CommandQuery query, CancellationToken cancellationToken = default) => Task.FromResult(new CommandPage(
        [
            .. Commands.Where(one => query.Twin is null || one.Twin == query.Twin)
                .OrderByDescending(static one => one.RequestedAt).Take(query.Most),
        ],
        null));

    public Task<CommandNews> News(ChangeToken after, string? twin, int most, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var marks = after.Marks.ToBuilder();
            var news = events.Where(one => one.Mark > marks[one.Partition] && (twin is null || one.Command.Twin == twin))
                .OrderBy(static one => one.Mark).Take(most).ToList();
            news.ForEach(one => marks[one.Partition] = one.Mark);
            return Task.FromResult(new CommandNews(
                [.. news.Select(static one => one.Command)], new ChangeToken(after.Generation, marks.ToImmutable())));
        }
    }
}
