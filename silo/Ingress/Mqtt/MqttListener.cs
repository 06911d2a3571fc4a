using System.Collections.Concurrent;
using System.Net;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Payloads;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Server;

namespace CityActors.Silo.Ingress.Mqtt;

/// <summary>
/// Accepts MQTT connections on Kestrel's socket transport (pooled memory, back-pressure both ways) and hands them to MQTTnet's server.
/// Bounds their number and rate, and ends those that are silent or do not read.
/// </summary>
internal sealed partial class MqttListener(MqttServices services, ILoggerFactory loggers) : IMqttServerAdapter
{
    private const long LingerBytesMax = 32 << 20;
    private static readonly TimeSpan LingerMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<MqttConnection, TaskCompletionSource> connections = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ILogger logger = services.Logger;
    private IConnectionListener? listener;
    private Task accepting = Task.CompletedTask;
    private Task watching = Task.CompletedTask;

    /// <inheritdoc/>
    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    /// <summary>Where it listens; the port is the real one when 0 was asked for.</summary>
    public EndPoint? EndPoint => listener?.EndPoint;

    /// <summary>Connections now.</summary>
    public int Connections => connections.Count;

    /// <inheritdoc/>
    public async Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        services.Options.TryEndpoint(out var endpoint);
        var bufferMax = Math.Max(128 << 10, services.Options.PacketBytesMax * 2L);
        var transport = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions { NoDelay = true, Backlog = 1_024, MaxReadBufferSize = bufferMax }), loggers);
        listener = await transport.BindAsync(endpoint, stopping.Token);
        accepting = Accept(listener);
        watching = Watch();
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        if (listener is not null)
        {
            await listener.UnbindAsync();
            await listener.DisposeAsync();
        }

        await accepting;
        await watching;
        await Task.WhenAll(connections.Values.Select(static closed => closed.Task));
    }

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

    private async Task Accept(IConnectionListener from)
    {
        var second = 0L;
        var accepted = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await from.AcceptAsync(stopping.Token) is not { } connection)
                {
                    return;
                }

                var now = services.Time.GetUtcNow().ToUnixTimeSeconds();
                accepted = now == second ? accepted + 1 : 1;
                second = now;
                Open(connection);
                if (accepted >= services.Options.ConnectsPerSecond)
                {
                    // Those that come too fast wait in the backlog of the socket.
                    IngressMeters.Slowed(Doors.Mqtt);
                    await Task.Delay(TimeSpan.FromSeconds(1), services.Time, stopping.Token);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                IngressMeters.LoopFailed("mqtt-accept");
                AcceptFailed(failure);
            }
        }
    }

    private void Open(ConnectionContext context)
    {
        var connection = new MqttConnection(context, services);
        if (connections.Count >= services.Options.ConnectionsMax)
        {
            services.Ledger.Count(
                services.Gateway.Source(Doors.Mqtt, services.FirstRoot, "mqtt"), RefusalReason.Quota,
                $"{services.Options.ConnectionsMax} connections are open already.", 1);
            context.Abort(new ConnectionAbortedException("Too many connections."));
            connection.Dispose();
            Run(connection, Close(context));
            return;
        }

        Run(connection, Serve(context, connection));
    }

    private void Run(MqttConnection connection, Task serving)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connections.TryAdd(connection, closed);
        serving.GetAwaiter().OnCompleted(() =>
        {
            connections.TryRemove(connection, out _);
            closed.SetResult();
        });
    }

    private async Task Serve(ConnectionContext context, MqttConnection connection)
    {
        // The accept loop goes on at once.
        await Task.Yield();
        var acknowledging = connection.Acknowledge();
        try
        {
            if (ClientHandler is { } handler)
            {
                await handler(connection);
            }

            connection.EndOfMessages();
            await acknowledging;
            if (connection.WasRefused)
            {
                await Linger(context);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            IngressMeters.LoopFailed("mqtt-connection");
            ConnectionFailed(failure);
            connection.EndOfMessages();
            await acknowledging;
        }

        connection.Dispose();
        await Close(context);
    }

    private async Task Close(ConnectionContext context)
    {
        await Task.Yield();
        try
        {
            await context.DisposeAsync();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            IngressMeters.LoopFailed("mqtt-connection");
            ConnectionFailed(failure);
        }
    }

    /// <summary>
    /// Closing a socket with unread bytes resets it, and the client may lose the refusal that was sent to it: so what it is still
    /// sending is read and thrown away for a moment.
    /// </summary>
    private async Task Linger(ConnectionContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        end.CancelAfter(LingerMax);
        var input = context.Transport.Input;
        try
        {
            await context.Transport.Output.CompleteAsync();
            for (var bytes = 0L; bytes < LingerBytesMax;)
            {
                var read = await input.ReadAsync(end.Token);
                bytes += read.Buffer.Length;
                input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or IOException or InvalidOperationException)
        {
            // Gone, or it had its moment.
        }
    }

    private async Task Watch()
    {
        using var timer = new PeriodicTimer(WatchEvery, services.Time);
        var sendMax = TimeSpan.FromSeconds(services.Options.SendSecondsMax);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                foreach (var connection in connections.Keys)
                {
                    if (connection.Stuck > sendMax)
                    {
                        connection.Abort();
                    }
                    else if (connection.Silence > connection.SilenceMax)
                    {
                        connection.EndBySilence();
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Accepting an MQTT connection failed")]
    private partial void AcceptFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An MQTT connection ended by a fault")]
    private partial void ConnectionFailed(Exception exception);
}
