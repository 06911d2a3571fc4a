using System.Buffers;
using System.IO.Pipelines;
using CityActors.Silo.Ingress.Mqtt.Publishing;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace CityActors.Silo.Ingress.Mqtt;

/// <summary>
/// What is sent on one connection, from whoever sends: acknowledgements by us, everything else by MQTTnet. One packet at a time.
/// </summary>
internal sealed class MqttWire(PipeWriter output, MqttPacketFormatterAdapter formatter, TimeProvider time) : IDisposable
{
    private const byte PubAck = 0x40;
    private const byte PubRec = 0x50;

    private readonly SemaphoreSlim turn = new(1);
    private long sendingSince;
    private bool closed;

    private static ReadOnlySpan<byte> PingResponse => [0xD0, 0x00];

    /// <summary>Bytes sent.</summary>
    public long Bytes { get; private set; }

    /// <summary>How long the client has not taken what is being sent to it.</summary>
    public TimeSpan Stuck => Volatile.Read(ref sendingSince) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Sends a packet of MQTTnet's.</summary>
    public Task Send(MqttPacket packet, CancellationToken cancellationToken) => Send(packet, isLast: false, cancellationToken);

    /// <summary>Sends the packet after which nothing may follow, DISCONNECT.</summary>
    public Task SendLast(MqttPacket packet) => Send(packet, isLast: true, CancellationToken.None);

    /// <summary>Sends the acknowledgements of a burst, in its order, in one write.</summary>
    public async Task SendAcknowledgements(MqttBurst burst, bool isVersion5)
    {
        await turn.WaitAsync();
        try
        {
            if (!closed)
            {
                Write(burst, isVersion5);
                await Flush(CancellationToken.None);
            }
        }
        catch (InvalidOperationException)
        {
            // The connection was closed meanwhile: the client will send again what it has no answer for.
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Answers a ping.</summary>
    public async Task SendPong()
    {
        await turn.WaitAsync();
        try
        {
            if (!closed)
            {
                output.Write(PingResponse);
                await Flush(CancellationToken.None);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task Send(MqttPacket packet, bool isLast, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (closed)
            {
                return;
            }

            closed = isLast;
            var encoded = formatter.Encode(packet);
            output.Write(encoded.Packet.AsSpan());
            foreach (var segment in encoded.Payload)
            {
                output.Write(segment.Span);
            }

            formatter.Cleanup();
            Bytes += encoded.Length;
            await Flush(cancellationToken);
        }
        catch (InvalidOperationException gone)
        {
            throw new MqttCommunicationException("The connection is closed.", gone);
        }
        finally
        {
            turn.Release();
        }
    }

    private void Write(MqttBurst burst, bool isVersion5)
    {
        foreach (ref readonly var message in burst.Messages)
        {
            if (message.Qos == 0)
            {
                continue;
            }

            var withReason = isVersion5 && message.Answer != 0;
            var bytes = output.GetSpan(5);
            bytes[0] = message.Qos == 1 ? PubAck : PubRec;
            bytes[1] = (byte)(withReason ? 3 : 2);
            bytes[2] = (byte)(message.PacketId >> 8);
            bytes[3] = (byte)message.PacketId;
            bytes[4] = message.Answer;
            output.Advance(withReason ? 5 : 4);
            Bytes += withReason ? 5 : 4;
        }
    }

    private async ValueTask Flush(CancellationToken cancellationToken)
    {
        Volatile.Write(ref sendingSince, time.GetTimestamp());
        try
        {
            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            Volatile.Write(ref sendingSince, 0);
        }
    }
}
