using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Silo.Ingress.Mqtt.Publishing;

/// <summary>
/// The messages of one connection that were in its receive buffer at one moment: they go into one batch, become durable together,
/// and are acknowledged together in the order they came.
/// </summary>
internal sealed class MqttBurst
{
    private readonly List<Message> messages = [];

    /// <summary>Where their readings went.</summary>
    public IngestBatch Batch { get; set; } = null!;

    /// <summary>The messages, in order of arrival.</summary>
    public Span<Message> Messages => CollectionsMarshal.AsSpan(messages);

    /// <summary>How many of them are acknowledged, QoS 1 and 2.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Adds a message.</summary>
    public void Add(in Message message)
    {
        messages.Add(message);
        if (message.Qos > 0)
        {
            Acknowledged++;
        }
    }

    /// <summary>Lets go of the receive buffer; identifiers and answers stay.</summary>
    public void ForgetPayloads()
    {
        foreach (ref var message in Messages)
        {
            message.Payload = default;
        }
    }

    private void Clear()
    {
        messages.Clear();
        Acknowledged = 0;
        Batch = null!;
    }

    /// <summary>One message.</summary>
    internal struct Message
    {
        public ReadOnlySequence<byte> Payload;
        public string Topic;
        public int Kept;
        public ushort PacketId;
        public byte Qos;
        public byte Answer;
        public PayloadFormat Format;
    }

    /// <summary>Bursts, used again; a bounded number is kept.</summary>
    internal sealed class Pool
    {
        private const int KeptMax = 256;
        private const int MessagesMax = 4_096;
        private readonly ConcurrentQueue<MqttBurst> kept = new();

        public MqttBurst Rent() => kept.TryDequeue(out var burst) ? burst : new MqttBurst();

        public void Return(MqttBurst burst)
        {
            var small = burst.messages.Capacity <= MessagesMax;
            burst.Clear();
            if (small && kept.Count < KeptMax)
            {
                kept.Enqueue(burst);
            }
        }
    }
}
