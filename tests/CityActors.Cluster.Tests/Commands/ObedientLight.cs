using System.Collections.Concurrent;
using System.Text.Json;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityActors.Cluster.Tests.Commands;

/// <summary>A street light that does what it is commanded, each command once however often it comes.</summary>
internal sealed class ObedientLight : IDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentDictionary<string, string> done = new();

    private ObedientLight()
    {
    }

    /// <summary>Values it was set to, each command once, in the order they came.</summary>
    public ConcurrentQueue<string> Set { get; } = new();

    /// <summary>Messages that came, repeats included.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>Connects and listens.</summary>
    public static async Task<ObedientLight> Listen(int port, string id)
    {
        var light = new ObedientLight();
        light.client.ApplicationMessageReceivedAsync += args => light.Take(id, args.ApplicationMessage);
        await light.client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port).WithClientId(id).WithTimeout(TimeSpan.FromSeconds(30)).Build());
        await light.client.SubscribeAsync($"city/Streetlight/{id}/command", MqttQualityOfServiceLevel.AtLeastOnce);
        return light;
    }

    public void Dispose() => client.Dispose();

    private async Task Take(string id, MqttApplicationMessage message)
    {
        var command = JsonElement.Parse(message.ConvertPayloadToString());
        var (name, value) = (command.GetProperty("id").GetString()!, command.GetProperty("value").GetString()!);
        Heard.Enqueue(name);
        if (done.TryAdd(name, value))
        {
            Set.Enqueue(value);
        }

        foreach (var outcome in (string[])["accepted", "done"])
        {
            await client.PublishStringAsync(
                $"city/Streetlight/{id}/command/ack", JsonSerializer.Serialize(new { id = name, outcome }),
                MqttQualityOfServiceLevel.AtLeastOnce);
        }
    }
}
