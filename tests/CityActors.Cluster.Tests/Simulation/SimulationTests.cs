using System.Globalization;
using System.Net;
using System.Text;
using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Map;
using CityActors.Registry;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Cluster.Tests.Simulation;

/// <summary>
/// A city under random traffic with kills and restarts ends where an undisturbed oracle ends. Another seed:
/// <c>CITY_SEED=7 tests/CityActors.Cluster.Tests/bin/Release/net10.0/CityActors.Cluster.Tests -class "*SimulationTests"</c>.
/// </summary>
public sealed class SimulationTests
{
    private const int Twins = 40;
    private const int Batches = 120;
    private const int BatchReadings = 250;

    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable("CITY_SEED") ?? "20261125", CultureInfo.InvariantCulture);

    [Fact]
    public async Task City_with_kills_and_restarts_ends_where_an_undisturbed_oracle_ends()
    {
        TestContext.Current.SendDiagnosticMessage("CITY_SEED={0}", Seed);
        using var data = new DataFolder();
        var oracle = new CityOracle();
        await Run(data, oracle);

        await using var city = await CityReader.Open(data);
        foreach (var twin in oracle.Channels.GroupBy(static channel => channel.Twin))
        {
            await Compare(city, oracle, twin.Key, twin);
        }

        await CompareStreams(city, oracle);
        var page = await city.Grains.GetGrain<IRegistryGrain>(0).Find(new TwinQuery("Simulated", null, null, null, 1, null));
        Assert.Equal(oracle.Channels.Select(static channel => channel.Twin).Distinct().Count(), page.Total);
    }

    private static async Task Run(DataFolder data, CityOracle oracle)
    {
        var random = new Random(Seed);
        var maker = new ReadingMaker(random, Twins);
        var faults = Enumerable.Range(0, 4).Select(_ => random.Next(1, Batches)).ToHashSet();
        var silo = await SiloProcess.Start(data, "--City:Shards:SnapshotEveryRecords=400");
        try
        {
            for (var number = 0; number < Batches; number++)
            {
                var batch = maker.Batch(BatchReadings);
                if (faults.Contains(number))
                {
                    silo = await Fail(silo, data, batch, random);
                }

                // What was not answered is sent again, as every honest gateway does.
                await Waiting.For($"204 for batch {number} (seed {Seed})", async () => await Send(silo, batch) ? "durable" : null);
                batch.ForEach(oracle.Take);
            }

            await silo.Kill();
        }
        finally
        {
            await silo.DisposeAsync();
        }
    }

    private static async Task<SiloProcess> Fail(SiloProcess silo, DataFolder data, List<SimulatedReading> batch, Random random)
    {
        if (random.Next(3) == 0)
        {
            Assert.Equal(0, await silo.Stop());
        }
        else
        {
            // In the middle of a request: nobody knows how much of it is durable.
            var sending = Send(silo, batch);
            await silo.Kill();
            await sending;
        }

        await silo.DisposeAsync();
        return await SiloProcess.Start(data, "--City:Shards:SnapshotEveryRecords=400");
    }

    private static async Task<bool> Send(SiloProcess silo, List<SimulatedReading> batch)
    {
        using var body = new StringContent(string.Join('\n', batch.Select(static reading => reading.Line)), Encoding.UTF8);
        try
        {
            using var answer = await silo.Client.PostAsync(new Uri("write", UriKind.Relative), body);
            Assert.True(
                answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.TooManyRequests,
                $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()} (seed {Seed})");
            return answer.StatusCode == HttpStatusCode.NoContent;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task Compare(
        CityReader city, CityOracle oracle, string id, IEnumerable<(string Twin, string Channel)> channels)
    {
        var twin = await city.Twin(id);
        foreach (var channel in channels)
        {
            var state = twin.Channel(channel.Channel);
            Assert.Equal((id, oracle.State(channel)), (id, (state!.ObservedAt, state.Value.ToString())));
            var history = await city.History(
                twin, channel.Channel, SimulatedReading.Began, state.ObservedAt.AddMilliseconds(1));
            Assert.Equal(oracle.History(channel), history.Select(static point => (point.At, point.Value.ToString())));
        }
    }

    private static async Task CompareStreams(CityReader city, CityOracle oracle)
    {
        var expected = oracle.Channels.Sum(channel => oracle.Stream(channel).Count());
        var heard = 0;
        var changes = await city.Changes(MapCell.Nowhere, change => IsLive(change) && ++heard == expected);
        foreach (var channel in changes.Where(IsLive).GroupBy(static change => (change.Twin, change.Channel)))
        {
            Assert.Equal(oracle.Stream(channel.Key), channel.Select(static change => (change.ObservedAt, change.Value.ToString())));
        }
    }

    private static bool IsLive(TwinChange change) => change is { Kind: TwinChangeKind.Channel, Quality: not Quality.Late };
}
