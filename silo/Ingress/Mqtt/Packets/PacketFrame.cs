using System.Buffers;
using CityActors.Silo.Ingress.Payloads;
using MQTTnet.Adapter;

namespace CityActors.Silo.Ingress.Mqtt.Packets;

/// <summary>How far cutting a packet out of the stream came.</summary>
internal enum FrameStatus : byte
{
    /// <summary>More bytes are needed.</summary>
    Incomplete = 0,
    Complete,

    /// <summary>The packet says of itself that it is larger than the limit. None of it needs to be read.</summary>
    TooLarge,

    /// <summary>The length cannot be one.</summary>
    Malformed,
}

/// <summary>One MQTT control packet as it lies in the receive buffer.</summary>
/// <param name="Header">First byte: type and flags.</param>
/// <param name="Body">What follows the fixed header.</param>
/// <param name="TotalBytes">Fixed header and body.</param>
internal readonly record struct PacketFrame(byte Header, ReadOnlySequence<byte> Body, int TotalBytes)
{
    private const int TypePublish = 3;
    private const int TypePingRequest = 12;

    /// <summary>Whether it is a PUBLISH.</summary>
    public bool IsPublish => Header >> 4 == TypePublish;

    /// <summary>Whether it is a PINGREQ.</summary>
    public bool IsPing => Header >> 4 == TypePingRequest;

    /// <summary>Cuts the next packet off the buffer.</summary>
    public static FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, int bytesMax, out PacketFrame frame)
    {
        frame = default;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out var header))
        {
            return FrameStatus.Incomplete;
        }

        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (shift > 21)
            {
                return FrameStatus.Malformed;
            }

            if (!reader.TryRead(out var digit))
            {
                return FrameStatus.Incomplete;
            }

            length |= (digit & 0x7F) << shift;
            if (digit < 0x80)
            {
                break;
            }
        }

        var total = length + (int)reader.Consumed;
        if (total > bytesMax)
        {
            return FrameStatus.TooLarge;
        }

        if (reader.Remaining < length)
        {
            return FrameStatus.Incomplete;
        }

        frame = new PacketFrame(header, reader.UnreadSequence.Slice(0, length), total);
        buffer = reader.UnreadSequence.Slice(length);
        return FrameStatus.Complete;
    }

    /// <summary>A copy for MQTTnet's decoder, which outlives the receive buffer.</summary>
    public ReceivedMqttPacket ToReceived() => new(Header, new ArraySegment<byte>(Body.ToArray()), TotalBytes);
}
