using CityActors.Edge.Tests.Log.Bench;
using CityActors.Silo.Log;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityActors.Edge.Tests.Log.Recovery;

/// <summary>A process that appends is killed at random moments: what it was told is durable is there, once.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Process_killed_at_random_moments_loses_nothing_that_was_acknowledged()
    {
        using var folder = new TemporaryFolder();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var acknowledged = new HashSet<long>();
        for (var round = 0; round < 5; round++)
        {
            using var writer = LogWriterProcess.Run(folder.Path, (round + 1) * 1_000_000);
            var what = $"the acknowledgements of round {round}, seed {seed}";
            acknowledged.UnionWith(await writer.KillAfter(random.Next(1, 400)).Within(what));
        }

        await using var logs = await CityLogs.Open(
            folder.Path, new LogOptions { Partitions = SmallLog.Partitions }, TimeProvider.System, NullLoggerFactory.Instance);
        var found = new List<long>();
        for (var partition = 0; partition < SmallLog.Partitions; partition++)
        {
            var numbers = await logs.City.ReadAll(partition);
            Assert.All(numbers, number => Assert.Equal(partition, number % SmallLog.Partitions));
            Assert.Equal(logs.City.Committed(partition) + 1, numbers.Count);
            found.AddRange(numbers);
        }

        Assert.True(acknowledged.IsSubsetOf(found), $"Seed {seed}: {acknowledged.Except(found).Count()} acknowledged records are lost.");
        Assert.Equal(found.Count, found.Distinct().Count());
    }
}
