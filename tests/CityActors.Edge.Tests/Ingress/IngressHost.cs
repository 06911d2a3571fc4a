using System.Net;
using CityActors.Grains.Log;
using CityActors.Grains.Tests.Memory;
using CityActors.Grains.Twins;
using CityActors.Silo.Ingress;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Channels;
using CityActors.Silo.Ingress.Mqtt;
using CityActors.Silo.Ingress.Refusals;
using CityActors.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityActors.Edge.Tests.Ingress;

/// <summary>All doors of the city on real sockets, on ports of their own, over a log, shards and a quarantine of paper.</summary>
internal sealed class IngressHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private IngressHost(WebApplication app)
    {
        this.app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public Pulse Pulse => Service<Pulse>();

    public PaperLog Log => (PaperLog)Service<ICityLog>();

    public PaperDirectory Directory => (PaperDirectory)Service<IChannelDirectory>();

    public PaperQuarantine Quarantine => (PaperQuarantine)Service<IQuarantineDoor>();

    public ShardProgress Progress => Service<ShardProgress>();

    public IngestGateway Gateway => Service<IngestGateway>();

    public RecordedLogs Logs => Service<RecordedLogs>();

    /// <summary>Where MQTT listens.</summary>
    public IPEndPoint Mqtt => Service<MqttDoor>().EndPoint!;

    /// <summary>A service of the host.</summary>
    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Starts one.</summary>
    public static async Task<IngressHost> Start(Action<IngressOptions>? configure = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var logs = new RecordedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        var pulse = new Pulse();
        var log = new PaperLog(pulse);
        var progress = new ShardProgress(log.Partitions);
        for (var partition = 0; partition < log.Partitions; partition++)
        {
            progress.ReportCaughtUp(partition, true);
        }

        builder.Services.AddSingleton(pulse).AddSingleton(logs).AddSingleton<ICityLog>(log).AddSingleton(progress)
            .AddSingleton<IChannelDirectory>(new PaperDirectory(log))
            .AddSingleton<IQuarantineDoor>(new PaperQuarantine(pulse))
            .AddSingleton(time ?? TimeProvider.System)
            .AddIngress(options =>
            {
                options.Mqtt.Endpoint = "127.0.0.1:0";
                configure?.Invoke(options);
            });
        var app = builder.Build();
        app.MapIngress();
        await app.StartAsync();
        return new IngressHost(app);
    }

    /// <summary>Ends when so many readings were appended.</summary>
    public Task Appended(int readings) => Pulse.Until(() => Log.Readings.Count >= readings, $"{readings} readings in the log");

    /// <summary>Readings of a channel, in order.</summary>
    public IReadOnlyList<PaperLog.LoggedValue> Of(string twin, string channel) =>
        Directory.Known.TryGetValue((twin, channel), out var address)
            ? [.. Log.Readings.Where(reading => reading.Partition == address.Partition && reading.Handle == address.Handle)]
            : [];

    /// <summary>Stops in order.</summary>
    public Task Stop() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Log.Release();
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>A twin's id.</summary>
    public static string Id(string type, string local) =>
        TwinId.TryCreate(type, local, out var id) ? id : throw new ArgumentException($"No id: {type} {local}");
}
