using CityActors.Silo.Streams;
using CityActors.Silo.Streams.Relay;
using CityActors.Streams;
using CityActors.Twins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Streams;
using Orleans.TestingHost;

namespace CityActors.Edge.Tests.Streams;

/// <summary>A silo with the city's streams over a paper city, and a client inside and one outside of it.</summary>
internal sealed class StreamSilo : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;

    private StreamSilo(InProcessTestCluster cluster) => this.cluster = cluster;

    /// <summary>The client that lives in the silo, as web pages use it.</summary>
    public IClusterClient Inside => cluster.GetSiloServiceProvider().GetRequiredService<IClusterClient>();

    /// <summary>A client of another process (as far as Orleans knows).</summary>
    public IClusterClient Outside => cluster.Client;

    /// <summary>The silo's relay.</summary>
    public ChangeRelay Relay => cluster.GetSiloServiceProvider().GetRequiredService<ChangeRelay>();

    /// <summary>Starts one.</summary>
    public static async Task<StreamSilo> Start(
        PaperCity city, Action<StreamOptions>? configure = null, Action<IServiceCollection>? add = null)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(city.Source);
            silo.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning));
            add?.Invoke(silo.Services);
            silo.AddCityStreams(options =>
            {
                options.SubscriptionsPath = "";
                configure?.Invoke(options);
            });
        });
        builder.ConfigureClient(static client => client.AddCityStreams());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new StreamSilo(cluster);
    }

    /// <summary>The stream of a cell.</summary>
    public static IAsyncStream<TwinChange> Stream(IClusterClient client, long cell) =>
        client.GetStreamProvider(CityStreams.Provider).GetStream<TwinChange>(CityStreams.OfCell(cell));

    /// <summary>Has a witness follow a cell.</summary>
    public async Task<Witness> Follow(long cell, ChangeToken? after = null, bool fromOutside = false, Witness? witness = null)
    {
        witness ??= new Witness();
        witness.Handle = await Stream(fromOutside ? Outside : Inside, cell).SubscribeAsync(witness, after);
        return witness;
    }

    /// <summary>The process dies.</summary>
    public async Task Kill() => await cluster.KillSiloAsync(cluster.Silos[0]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();
}
