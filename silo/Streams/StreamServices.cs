using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Silo.Streams.Relay;
using CityActors.Silo.Streams.Subscriptions;
using CityActors.Streams;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.Streams;

namespace CityActors.Silo.Streams;

/// <summary>Adds the city's streams (<see cref="CityStreams"/>) to a silo or a client.</summary>
public static class StreamServices
{
    /// <summary>How soon an agent listens again after it looked after other things.</summary>
    private static readonly TimeSpan ListenAgainAfter = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// The streams of a silo, and of the client that lives in it. Needs <see cref="IChangeLog"/>, <see cref="ICityLog"/> and
    /// <see cref="ShardDirectory"/> among the services, opened before the silo starts.
    /// </summary>
    public static ISiloBuilder AddCityStreams(this ISiloBuilder silo, Action<StreamOptions>? configure = null)
    {
        var services = silo.Services;
        services.AddOptions<StreamOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StreamOptions>, StreamOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new ChangeSource(
            provider.GetRequiredService<IChangeLog>(),
            provider.GetRequiredService<ICityLog>().Generation,
            provider.GetRequiredService<ICityLog>().Partitions,
            provider.GetRequiredService<ShardDirectory>().NamesAt));
        services.TryAddSingleton<SubscriptionBook>();
        services.TryAddSingleton<ChangeRelay>();
        services.TryAddKeyedSingleton<IGrainStorage>(CityStreams.Provider, static (provider, _) => new SubscriptionStorage(
            provider.GetRequiredService<SubscriptionBook>(),
            provider.GetRequiredService<ChangeRelay>(),
            provider.GetRequiredService<Serializer>()));
        services.AddHostedService<StreamLoops>();
        return silo.AddPersistentStreams(CityStreams.Provider, CreateForSilo, static streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly);
            streams.ConfigurePullingAgent(static agent => agent.Configure<IOptions<StreamOptions>>(static (options, ours) =>
            {
                options.GetQueueMsgsTimerPeriod = ListenAgainAfter;
                options.MaxEventDeliveryTime = ours.Value.DeliveryTimeMax;

                // An agent that forgets a quiet stream forgets its subscribers, and would hear of neither again.
                options.StreamInactivityPeriod = TimeSpan.FromDays(36500);
            }));
        });
    }

    /// <summary>The streams of a client outside the silo: it subscribes, the silo reads.</summary>
    public static IClientBuilder AddCityStreams(this IClientBuilder client) =>
        client.AddPersistentStreams(CityStreams.Provider, CreateForClient, static streams =>
            streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly));

    private static ChangeStreamFactory CreateForSilo(IServiceProvider services, string name) =>
        new(services.GetRequiredService<ChangeRelay>, () => ActivatorUtilities.CreateInstance<DeliveryFailures>(services));

    private static ChangeStreamFactory CreateForClient(IServiceProvider services, string name) =>
        new(static () => null, () => ActivatorUtilities.CreateInstance<DeliveryFailures>(services));
}
