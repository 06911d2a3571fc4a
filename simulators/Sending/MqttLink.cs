using System.Globalization;
using System.Text;
using CityActors.Simulators.Sending.Payloads;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CityActors.Simulators.Sending;

/// <summary>
/// A link over MQTT 5. Messages are published one behind the other without waiting; after a disconnect everything that was not
/// acknowledged is published again, in order, before anything new.
/// </summary>
internal sealed class MqttLink : ILink
{
    private const string Root = "city";
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly Target target;
    private readonly LinkSettings settings;
    private readonly ISendLedger ledger;
    private readonly Backoff backoff;
    private readonly LinkQueue queue;
    private readonly CancellationTokenSource stopping = new();
    private readonly MqttClientFactory factory = new();
    private readonly Task pump;

    public MqttLink(Target target, LinkSettings settings, ISendLedger ledger, TimeProvider time)
    {
        this.target = target;
        this.settings = settings;
        this.ledger = ledger;
        backoff = new Backoff(time, settings.Patience);
        queue = new LinkQueue(settings.Window, ledger);
        pump = Pump(stopping.Token);
    }

    /// <inheritdoc/>
    public async Task Declare(DateTimeOffset epoch, CancellationToken cancellationToken)
    {
        var item = new LinkItem($"{Root}/sources/{settings.Source}/declare", Declaration.Replay(epoch), null);
        await queue.Add(item, pump, cancellationToken);
        await LinkQueue.WhileAlive(item.Ended.Task.WaitAsync(cancellationToken), pump);
        if (await item.Ended.Task == SendOutcome.Refused)
        {
            throw new LinkFailedException($"The city refused the declaration of source {settings.Source}.");
        }
    }

    /// <inheritdoc/>
    public ValueTask Send(DeviceMessage message, CancellationToken cancellationToken)
    {
        var payload = MessageEncoder.ForTopic(settings.Payload, message);
        return queue.Add(new LinkItem(TopicOf(message.Twin), payload, message), pump, cancellationToken);
    }

    /// <inheritdoc/>
    public Task Drain(CancellationToken cancellationToken) => queue.Drain(pump, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private static string TopicOf(string urn)
    {
        var rest = urn.AsSpan("urn:ngsi-ld:".Length);
        var colon = rest.IndexOf(':');
        return $"{Root}/{rest[..colon]}/{rest[(colon + 1)..]}/telemetry";
    }

    private async Task Pump(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var client = factory.CreateMqttClient();
            var session = CancellationTokenSource.CreateLinkedTokenSource(stop);
            client.DisconnectedAsync += _ => session.CancelAsync();
            try
            {
                await Connect(client, stop);
                backoff.Succeeded();
                await Publish(client, session);
            }
            catch (Exception broken) when (broken is not LinkFailedException)
            {
                if (stop.IsCancellationRequested)
                {
                    await Leave(client);
                    break;
                }

                // The city closes the connection or dies: after a pause everything that was not acknowledged is sent again.
                ledger.Disconnected();
                await backoff.Failed($"Speaking to {target}", broken, TimeSpan.Zero, stop);
            }
        }
    }

    private async Task Connect(IMqttClient client, CancellationToken stop)
    {
        var options = factory.CreateClientOptionsBuilder()
            .WithTcpServer(target.Host, target.Port)
            .WithClientId(settings.Source)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithCleanStart()
            .WithKeepAlivePeriod(KeepAlive)
            .WithoutPacketFragmentation()
            .Build();
        var answer = await client.ConnectAsync(options, stop);
        if (answer.ResultCode is MqttClientConnectResultCode.ClientIdentifierNotValid or MqttClientConnectResultCode.NotAuthorized
            or MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.Banned)
        {
            throw new LinkFailedException($"{target} refuses client {settings.Source}: {answer.ResultCode} {answer.ReasonString}");
        }

        if (answer.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{answer.ResultCode} {answer.ReasonString}"));
        }
    }

    private static async Task Leave(IMqttClient client)
    {
        if (client.IsConnected)
        {
            await client.DisconnectAsync(new MqttClientDisconnectOptions()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Publish(IMqttClient client, CancellationTokenSource session)
    {
        foreach (var item in queue.Unacknowledged())
        {
            if (item.Message is not null)
            {
                ledger.Resent(item.Message);
            }

            item.Attempt = Attempt(client, item, session);
        }

        while (true)
        {
            var item = await queue.Next(session.Token);
            item.Attempt = Attempt(client, item, session);
        }
    }

    private async Task Attempt(IMqttClient client, LinkItem item, CancellationTokenSource session)
    {
        var message = new MqttApplicationMessage
        {
            Topic = item.Topic,
            PayloadSegment = item.Payload,
            QualityOfServiceLevel = settings.Qos == 0 && item.Message is not null
                ? MqttQualityOfServiceLevel.AtMostOnce
                : MqttQualityOfServiceLevel.AtLeastOnce,
        };
        try
        {
            var result = await client.PublishAsync(message, session.Token);
            queue.End(item, !result.IsSuccess ? SendOutcome.Refused
                : message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce ? SendOutcome.Left : SendOutcome.Acknowledged);
        }
        catch (Exception)
        {
            // Not acknowledged: it stays in the queue, and the session is over.
            await session.CancelAsync();
        }
    }
}
