using System.Globalization;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace CityActors.Cluster.Tests.Senders;

/// <summary>
/// A device that counts: reading n has the value n and the time of n milliseconds after <see cref="Began"/>. It sends with QoS 1,
/// several at a time, and after the loss of its connection again from the first one that was not acknowledged.
/// </summary>
internal sealed class NumberedSender(string twin)
{
    /// <summary>Name of its channel.</summary>
    public const string Channel = "count";

    /// <summary>Time of reading 0.</summary>
    public static readonly DateTimeOffset Began = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private const int AtOnce = 32;

    /// <summary>Its twin.</summary>
    public string Twin => twin;

    /// <summary>All readings up to this one were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Sends up to a number, or until the connection ends.</summary>
    /// <param name="port">Port of the MQTT server.</param>
    /// <param name="last">Number of the last reading.</param>
    /// <param name="progress">Told after each acknowledgement.</param>
    /// <returns>True when everything is acknowledged.</returns>
    public async Task<bool> Send(int port, int last, Action<int>? progress = null)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        try
        {
            await client.ConnectAsync(new MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", port).WithClientId(twin.Split(':')[^1]).WithTimeout(TimeSpan.FromSeconds(30)).Build());
            var window = System.Threading.Channels.Channel.CreateBounded<Task<MqttClientPublishResult>>(AtOnce);
            var publishing = Publish(client, window.Writer, last);
            await foreach (var sent in window.Reader.ReadAllAsync())
            {
                var answer = await sent;
                if (!answer.IsSuccess)
                {
                    return false;
                }

                Acknowledged++;
                progress?.Invoke(Acknowledged);
            }

            await publishing;
            await client.DisconnectAsync();
            return Acknowledged >= last;
        }
        catch (Exception lost) when (lost is MqttCommunicationException or OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }

    private async Task Publish(IMqttClient client, ChannelWriter<Task<MqttClientPublishResult>> window, int last)
    {
        try
        {
            var id = twin.Split(':');
            for (var number = Acknowledged + 1; number <= last && client.IsConnected; number++)
            {
                var at = Began.AddMilliseconds(number).ToString("O", CultureInfo.InvariantCulture);
                var message = new MqttApplicationMessageBuilder()
                    .WithTopic($"city/{id[2]}/{id[3]}/telemetry")
                    .WithPayload($$"""{"observedAt":"{{at}}","{{Channel}}":{{number}}}""")
                    .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
                await window.WriteAsync(client.PublishAsync(message));
            }
        }
        finally
        {
            window.Complete();
        }
    }
}
