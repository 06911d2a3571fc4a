using System.Net;
using System.Net.Sockets;
using System.Text;
using CityActors.Edge.Tests.Log.Bench;

namespace CityActors.Edge.Tests.Ingress.Mqtt;

/// <summary>A client that sends the bytes it is told and shows the packets that come: MQTT 3.1.1 or 5.</summary>
internal sealed class RawMqtt : IDisposable
{
    private readonly TcpClient client;
    private readonly NetworkStream stream;
    private readonly bool isVersion5;

    private RawMqtt(TcpClient client, bool isVersion5)
    {
        this.client = client;
        this.isVersion5 = isVersion5;
        stream = client.GetStream();
    }

    /// <summary>A connection on which nothing was sent.</summary>
    public static async Task<RawMqtt> Open(IPEndPoint server, bool isVersion5 = false)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server);
        return new RawMqtt(client, isVersion5);
    }

    /// <summary>A connection that CONNECT was answered on.</summary>
    public static async Task<RawMqtt> Connect(IPEndPoint server, string clientId, bool isVersion5 = false)
    {
        var raw = await Open(server, isVersion5);
        await raw.Send(ConnectPacket(clientId, isVersion5));
        var (type, body) = await raw.Packet();
        Assert.Equal(2, type);
        Assert.Equal(0, body[1]);
        return raw;
    }

    /// <summary>CONNECT with a clean session and no keep-alive.</summary>
    public static byte[] ConnectPacket(string clientId, bool isVersion5 = false) => Packet(
        0x10, [.. Text("MQTT"), isVersion5 ? (byte)5 : (byte)4, 2, 0, 0, .. isVersion5 ? (byte[])[0] : [], .. Text(clientId)]);

    /// <summary>PUBLISH.</summary>
    public byte[] Publish(string topic, string payload, int qos = 1, ushort id = 1, byte[]? properties = null, bool retain = false) =>
        Packet(
            (byte)(0x30 | (qos << 1) | (retain ? 1 : 0)),
            [
                .. Text(topic),
                .. qos > 0 ? (byte[])[(byte)(id >> 8), (byte)id] : [],
                .. isVersion5 ? (byte[])[(byte)(properties?.Length ?? 0), .. properties ?? []] : [],
                .. Encoding.UTF8.GetBytes(payload),
            ]);

    /// <summary>A packet with its fixed header.</summary>
    public static byte[] Packet(byte header, byte[] body)
    {
        var bytes = new List<byte> { header };
        var length = body.Length;
        do
        {
            bytes.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        return [.. bytes, .. body];
    }

    /// <summary>A string with its length before it.</summary>
    public static byte[] Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return [(byte)(utf8.Length >> 8), (byte)utf8.Length, .. utf8];
    }

    /// <summary>Sends bytes.</summary>
    public Task Send(params byte[][] packets) => stream.WriteAsync(packets.SelectMany(static packet => packet).ToArray()).AsTask();

    /// <summary>Sends bytes that the server may refuse to take.</summary>
    public async Task SendAsFarAsTaken(byte[] bytes)
    {
        try
        {
            await stream.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // The server has closed.
        }
    }

    /// <summary>The next packet: type and what follows the fixed header.</summary>
    public async Task<(int Type, byte[] Body)> Packet() =>
        await Next().Within("a packet of the server") ?? throw new EndOfStreamException("The server closed the connection.");

    /// <summary>The identifiers of the next acknowledgements.</summary>
    public async Task<ushort[]> Acknowledged(int count)
    {
        var ids = new ushort[count];
        for (var i = 0; i < count; i++)
        {
            var (type, body) = await Packet();
            Assert.Equal(4, type);
            ids[i] = (ushort)((body[0] << 8) | body[1]);
        }

        return ids;
    }

    /// <summary>
    /// Nothing waits in front of the answer to a ping: whatever was to be sent before it has not been sent.
    /// </summary>
    public async Task NothingWasSent()
    {
        await Send([0xC0, 0]);
        Assert.Equal(13, (await Packet()).Type);
    }

    /// <summary>The server closes; the reason that DISCONNECT gave, 0 when there was none.</summary>
    public async Task<int> Closed()
    {
        var reason = 0;
        while (await Next().Within("the end of the connection") is { } packet)
        {
            Assert.True(packet.Type is 14 or 2, $"A packet of type {packet.Type} came before the end.");
            reason = packet.Type == 14 && packet.Body.Length > 0 ? packet.Body[0] : 0;
        }

        return reason;
    }

    /// <summary>The server closes, whatever it sent before.</summary>
    public async Task Ended()
    {
        while (await Next().Within("the end of the connection") is not null)
        {
        }
    }

    /// <summary>No more is sent; what the server sends may still be read.</summary>
    public void EndSending() => client.Client.Shutdown(SocketShutdown.Send);

    public void Dispose() => client.Dispose();

    private async Task<(int Type, byte[] Body)?> Next()
    {
        try
        {
            var header = new byte[1];
            if (await stream.ReadAsync(header) == 0)
            {
                return null;
            }

            int length = 0, shift = 0;
            var digit = new byte[1];
            do
            {
                await stream.ReadExactlyAsync(digit);
                length |= (digit[0] & 0x7F) << shift;
                shift += 7;
            }
            while (digit[0] >= 0x80);
            var body = new byte[length];
            await stream.ReadExactlyAsync(body);
            return (header[0] >> 4, body);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
