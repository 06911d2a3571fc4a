using System.Net;
using System.Text.Json;
using CityActors.Edge.Tests.Ingress.Mqtt;
using CityActors.Grains.Tests.Memory;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityActors.Edge.Tests.Commands;

/// <summary>A street light on a real MQTT connection.</summary>
internal sealed class CommandedDevice : IDisposable
{
    private readonly IMqttClient client;
    private readonly string id;
    private readonly Pulse pulse = new();
    private readonly List<JsonElement> heard = [];

    private CommandedDevice(IMqttClient client, string id)
    {
        this.client = client;
        this.id = id;
    }

    /// <summary>Messages it got, oldest first.</summary>
    public IReadOnlyList<JsonElement> Heard
    {
        get
        {
            lock (heard)
            {
                return [.. heard];
            }
        }
    }

    /// <summary>Connects and subscribes to its commands.</summary>
    /// <param name="server">The MQTT server.</param>
    /// <param name="id">Its client id, the local part of its twin.</param>
    /// <param name="answers">Outcomes that it says of each command at once.</param>
    public static async Task<CommandedDevice> Listen(IPEndPoint server, string id, params string[] answers)
    {
        var client = await server.Device(id);
        var device = new CommandedDevice(client, id);
        client.ApplicationMessageReceivedAsync += async args =>
        {
            var message = JsonElement.Parse(args.ApplicationMessage.Payload.IsSingleSegment
                ? args.ApplicationMessage.Payload.FirstSpan
                : throw new InvalidOperationException("A command comes in one piece."));
            lock (device.heard)
            {
                device.heard.Add(message);
            }

            device.pulse.Beat();
            foreach (var answer in answers)
            {
                await device.Answer(message.GetProperty("id").GetString()!, answer);
            }
        };
        await client.SubscribeAsync($"city/Streetlight/{id}/command", MqttQualityOfServiceLevel.AtLeastOnce);
        return device;
    }

    /// <summary>Waits for a message, from 1.</summary>
    public async Task<JsonElement> Message(int number)
    {
        await pulse.Until(() => Heard.Count >= number, $"message {number} to {id}");
        return Heard[number - 1];
    }

    /// <summary>Says what became of a command.</summary>
    public Task<MqttClientPublishResult> Answer(string command, string outcome, string? reason = null, string? of = null) => client.Report(
        JsonSerializer.Serialize(new { id = command, outcome, reason }), $"city/Streetlight/{of ?? id}/command/ack");

    /// <summary>Reports a value of a channel.</summary>
    public Task Report(string channel, string value) =>
        client.Report($$"""{"{{channel}}": "{{value}}"}""", $"city/Streetlight/{id}/telemetry");

    /// <summary>Goes to sleep.</summary>
    public Task Sleep() => client.DisconnectAsync();

    public void Dispose() => client.Dispose();
}
