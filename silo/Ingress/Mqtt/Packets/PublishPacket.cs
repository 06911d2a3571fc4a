using System.Buffers.Binary;
using System.Text;
using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Silo.Ingress.Mqtt.Packets;

/// <summary>A PUBLISH packet, read in place.</summary>
internal ref struct PublishPacket
{
    /// <summary>0, 1 or 2.</summary>
    public int Qos { get; private set; }

    /// <summary>Topic, UTF-8; empty when an alias stands for it.</summary>
    public ReadOnlySpan<byte> Topic { get; set; }

    /// <summary>Packet identifier; 0 for QoS 0.</summary>
    public ushort PacketId { get; private set; }

    /// <summary>Topic alias; 0 when there is none.</summary>
    public ushort TopicAlias { get; private set; }

    /// <summary>Content type; empty when none was given.</summary>
    public ReadOnlySpan<byte> ContentType { get; private set; }

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Reads a packet.</summary>
    /// <param name="header">First byte of the fixed header.</param>
    /// <param name="body">What follows the fixed header.</param>
    /// <param name="hasProperties">Whether it is of MQTT 5.</param>
    /// <param name="packet">The packet when the answer is true.</param>
    /// <returns>False when it is malformed.</returns>
    public static bool TryRead(byte header, ReadOnlySpan<byte> body, bool hasProperties, out PublishPacket packet)
    {
        packet = new PublishPacket { Qos = (header >> 1) & 3 };
        if (packet.Qos == 3 || !TryTakeBytes(ref body, out var topic))
        {
            return false;
        }

        packet.Topic = topic;
        if (packet.Qos > 0)
        {
            if (body.Length < 2)
            {
                return false;
            }

            packet.PacketId = BinaryPrimitives.ReadUInt16BigEndian(body);
            body = body[2..];
            if (packet.PacketId == 0)
            {
                return false;
            }
        }

        if (hasProperties)
        {
            if (!TryTakeNumber(ref body, out var length) || length > body.Length || !packet.TryProperties(body[..length]))
            {
                return false;
            }

            body = body[length..];
        }

        packet.Payload = body;
        return true;
    }

    private bool TryProperties(ReadOnlySpan<byte> properties)
    {
        while (!properties.IsEmpty)
        {
            var id = properties[0];
            properties = properties[1..];
            ReadOnlySpan<byte> bytes;
            switch (id)
            {
                case 0x01 when properties.Length >= 1:
                    properties = properties[1..];
                    break;
                case 0x02 when properties.Length >= 4:
                    properties = properties[4..];
                    break;
                case 0x03 when TryTakeBytes(ref properties, out bytes):
                    ContentType = bytes;
                    break;
                case 0x08 or 0x09 when TryTakeBytes(ref properties, out _):
                    break;
                case 0x0B when TryTakeNumber(ref properties, out _):
                    break;
                case 0x23 when properties.Length >= 2:
                    TopicAlias = BinaryPrimitives.ReadUInt16BigEndian(properties);
                    properties = properties[2..];
                    if (TopicAlias == 0)
                    {
                        return false;
                    }

                    break;
                case 0x26 when TryTakeBytes(ref properties, out _) && TryTakeBytes(ref properties, out _):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool TryTakeBytes(scoped ref ReadOnlySpan<byte> from, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (from.Length < 2)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(from);
        if (from.Length - 2 < length)
        {
            return false;
        }

        bytes = from.Slice(2, length);
        from = from[(2 + length)..];
        return true;
    }

    private static bool TryTakeNumber(scoped ref ReadOnlySpan<byte> from, out int value)
    {
        value = 0;
        for (var i = 0; i < 4 && i < from.Length; i++)
        {
            value |= (from[i] & 0x7F) << (7 * i);
            if (from[i] < 0x80)
            {
                from = from[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    /// <summary>The topic as text; null when it is not UTF-8.</summary>
    public readonly string? TopicText()
    {
        try
        {
            return StrictUtf8.GetString(Topic);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
