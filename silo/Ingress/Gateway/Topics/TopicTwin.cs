using System.Text;
using CityActors.Silo.Ingress.Gateway.Channels;
using CityActors.Silo.Ingress.Payloads;
using CityActors.Twins;

namespace CityActors.Silo.Ingress.Gateway.Topics;

/// <summary>
/// The twin that a topic or path names, with the addresses of the channels it reported last. Belongs to one connection, so that a
/// message on the same topic finds its channels by comparing a few bytes.
/// </summary>
internal sealed class TopicTwin
{
    private const int ChannelsMax = 16;

    private readonly byte[][] names = new byte[ChannelsMax][];
    private readonly CachedChannel[] channels = new CachedChannel[ChannelsMax];
    private int count;

    public TopicTwin(string id, ChannelTable table)
    {
        Id = id;
        Key = table.Twin(TwinForm.Urn, Encoding.UTF8.GetBytes(id));
    }

    /// <summary>URN, see <see cref="TwinId"/>.</summary>
    public string Id { get; }

    /// <summary>Its key in the table.</summary>
    public UInt128 Key { get; }

    /// <summary>Looks a channel up.</summary>
    public bool TryGet(ReadOnlySpan<byte> channel, out CachedChannel cached)
    {
        for (var i = 0; i < count; i++)
        {
            if (channel.SequenceEqual(names[i]))
            {
                cached = channels[i];
                return true;
            }
        }

        cached = default;
        return false;
    }

    /// <summary>Remembers a channel; beyond sixteen the shared table must do.</summary>
    public void Set(ReadOnlySpan<byte> channel, CachedChannel cached)
    {
        for (var i = 0; i < count; i++)
        {
            if (channel.SequenceEqual(names[i]))
            {
                channels[i] = cached;
                return;
            }
        }

        if (count < ChannelsMax)
        {
            names[count] = channel.ToArray();
            channels[count++] = cached;
        }
    }
}
