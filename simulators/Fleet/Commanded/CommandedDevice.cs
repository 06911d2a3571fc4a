using System.Buffers;
using System.Threading.Channels;
using CityActors.Simulators.Sending;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CityActors.Simulators.Fleet.Commanded;

/// <summary>
/// A device that takes commands: on a connection of its own that bears its name, because a device hears and answers for itself alone. It
/// comes back by itself when the connection breaks.
/// </summary>
internal sealed class CommandedDevice : IAsyncDisposable
{
    private const int WaitingMax = 64;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(60);

    private readonly string twin;
    private readonly string topic;
    private readonly string client;
    private readonly Target target;
    private readonly CommandBehaviour behaviour;
    private readonly DeviceSettings settings;
    private readonly CommandCounts counts;
    private readonly TimeProvider time;
    private readonly CommandLedger ledger = new();
    private readonly List<(DeviceCommand Command, CommandReaction Reaction)> unfinished = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly MqttClientFactory factory = new();
    private readonly Task life;

    /// <summary>Connects, and stays.</summary>
    public CommandedDevice(
        string twin, Target target, CommandBehaviour behaviour, DeviceSettings settings, CommandCounts counts, TimeProvider time)
    {
        var parts = twin.Split(':', 4);
        (this.twin, topic, client) = (twin, $"city/{parts[2]}/{parts[3]}", parts[3]);
        (this.target, this.behaviour, this.settings, this.counts, this.time) = (target, behaviour, settings, counts, time);
        life = Live(stopping.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await life.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task Live(CancellationToken stop)
    {
        var backoff = new Backoff(time, TimeSpan.MaxValue);
        while (!stop.IsCancellationRequested)
        {
            using var link = factory.CreateMqttClient();
            using var session = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var waiting = Channel.CreateBounded<byte[]>(
                new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest });
            link.DisconnectedAsync += _ => session.CancelAsync();
            link.ApplicationMessageReceivedAsync += args =>
            {
                waiting.Writer.TryWrite(args.ApplicationMessage.Payload.ToArray());
                return Task.CompletedTask;
            };
            try
            {
                await Connect(link, stop);
                backoff.Succeeded();
                await Finish(link, session.Token);
                await foreach (var message in waiting.Reader.ReadAllAsync(session.Token))
                {
                    await Take(link, message, session.Token);
                }
            }
            catch (Exception broken)
            {
                if (!stop.IsCancellationRequested)
                {
                    await backoff.Failed($"Device {client} at {target}", broken, TimeSpan.Zero, stop);
                }
            }

            if (stop.IsCancellationRequested && link.IsConnected)
            {
                await link.DisconnectAsync(new MqttClientDisconnectOptions()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Connect(IMqttClient link, CancellationToken stop)
    {
        var options = factory.CreateClientOptionsBuilder().WithTcpServer(target.Host, target.Port).WithClientId(client)
            .WithProtocolVersion(MqttProtocolVersion.V500).WithCleanStart().WithKeepAlivePeriod(KeepAlive).Build();
        var answer = await link.ConnectAsync(options, stop);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new IOException($"{answer.ResultCode} {answer.ReasonString}");
        }

        await link.SubscribeAsync($"{topic}/command", MqttQualityOfServiceLevel.AtLeastOnce, stop);
    }

    private async Task Take(IMqttClient link, byte[] message, CancellationToken stop)
    {
        counts.Receive();
        if (DeviceCommand.Read(message) is not { } command)
        {
            return;
        }

        if (ledger.TryGet(command.Id, out var answer))
        {
            counts.Repeat();
            if (answer is not null)
            {
                await Say(link, command.Id, answer, null, stop);
            }
        }
        else if (command.IsTakenBack)
        {
            counts.TakeBack();
            await Say(link, command.Id, "cancelled", null, stop);
        }
        else if (command.ExpiresAt <= time.GetUtcNow())
        {
            counts.Expire();
        }
        else
        {
            await Meet(link, command, stop);
        }
    }

    private async Task Meet(IMqttClient link, DeviceCommand command, CancellationToken stop)
    {
        var reaction = behaviour.Decide(twin, command.Id);
        counts.Meet(reaction);
        switch (reaction)
        {
            case CommandReaction.StaySilent:
                ledger.Set(command.Id, null);
                return;
            case CommandReaction.Refuse:
                await Say(link, command.Id, "rejected", "thiết bị mô phỏng từ chối", stop);
                return;
        }

        unfinished.Add((command, reaction));
        await Say(link, command.Id, "accepted", null, stop);
        await Finish(link, stop);
    }

    /// <summary>Does what was accepted and says so; what a broken connection interrupted is done when the next one is there.</summary>
    private async Task Finish(IMqttClient link, CancellationToken stop)
    {
        while (unfinished.Count > 0)
        {
            var (command, reaction) = unfinished[0];
            await Task.Delay(behaviour.Work, time, stop);
            if (reaction == CommandReaction.Obey)
            {
                settings.Set(twin, command.Channel, command.Value);
                await Publish(link, "telemetry", DeviceCommand.Report(command.Channel, command.Value, time.GetUtcNow()), stop);
            }

            var hasFailed = reaction == CommandReaction.Fail;
            await Say(link, command.Id, hasFailed ? "failed" : "done", hasFailed ? "thiết bị mô phỏng hỏng" : null, stop);
            unfinished.RemoveAt(0);
        }
    }

    private async Task Say(IMqttClient link, string id, string outcome, string? reason, CancellationToken stop)
    {
        ledger.Set(id, outcome);
        await Publish(link, "command/ack", DeviceCommand.Answer(id, outcome, reason), stop);
    }

    private Task Publish(IMqttClient link, string what, string payload, CancellationToken stop) => link.PublishStringAsync(
        $"{topic}/{what}", payload, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: stop);
}
