using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Edge.Tests.Streams;

/// <summary>The subscriptions of grains stand in a file: they outlive the silo, and the stream itself wakes the grain again.</summary>
public sealed class GrainSubscriptionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("city-subscriptions-");

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Subscription_of_a_grain_goes_on_after_the_silo_was_started_again_without_gap_or_repeat(bool isKilled)
    {
        var city = await CityStreamsTests.CityOf(20, rounds: 1);
        var cell = PaperCity.CellAt(0, 0);
        var notebook = new CellNotebook();
        var before = city.ToldCount;
        await using (var silo = await Start(city, notebook))
        {
            await silo.Inside.GetGrain<ICellKeeperGrain>(cell).Follow();
            await Report(city, 1);
            await notebook.Witness.SawExactly(city.Told(cell, before));
            if (isKilled)
            {
                await silo.Kill();
            }
        }

        await Report(city, 2); // nobody hears this
        await using (await Start(city, notebook))
        {
            // Nobody calls the grain: what it missed wakes it.
            await notebook.Witness.SawExactly(city.Told(cell, before));
            await Report(city, 3);
            await notebook.Witness.SawExactly(city.Told(cell, before));
        }

        Assert.Empty(notebook.Witness.Errors);
        Assert.Equal(1, notebook.Resumed);
    }

    [Fact]
    public async Task Subscription_that_a_grain_has_ended_does_not_come_back_with_the_next_silo()
    {
        var city = await CityStreamsTests.CityOf(20, rounds: 1);
        var cell = PaperCity.CellAt(0, 0);
        var notebook = new CellNotebook();
        await using (var silo = await Start(city, notebook))
        {
            var keeper = silo.Inside.GetGrain<ICellKeeperGrain>(cell);
            await keeper.Follow();
            await keeper.Leave();
        }

        await using var next = await Start(city, notebook);
        var witness = await next.Follow(cell, CityStreamsTests.Beginning(16));
        await Report(city, 1);
        await witness.SawExactly(city.Told(cell));

        Assert.Empty(notebook.Witness.Seen);
        Assert.Equal(0, notebook.Resumed);
    }

    private static Task Report(PaperCity city, int round) =>
        city.Report(Enumerable.Range(0, 20).Select(bus => (PaperCity.Bus(bus), (round * 100.0) + bus)));

    private Task<StreamSilo> Start(PaperCity city, CellNotebook notebook) => StreamSilo.Start(
        city,
        options => options.SubscriptionsPath = Path.Combine(folder.FullName, "subscriptions.sqlite"),
        services => services.AddSingleton(notebook));
}
