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

    private byte[][] names = [];
    private CachedChannel[] channels = [];
    private int count;

    /// <summary>A twin of which nothing is known yet.</summary>
    /// <param name="id">URN.</param>
    /// <param name="root">First level of the topic, or path: what admission is set by.</param>
    /// <param name="table">Where its channels are known.</param>
    public TopicTwin(string id, string root, ChannelTable table)
    {
        Id = id;
        Root = root;
        Key = table.Twin(TwinForm.Urn, Encoding.UTF8.GetBytes(id));
    }

    /// <summary>URN, see <see cref="TwinId"/>.</summary>
    public string Id { get; }

    /// <summary>First level of the topic, or path: what admission is set by.</summary>
    public string Root { get; }

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
            if (count == names.Length)
            {
                Array.Resize(ref names, Math.Max(2, count * 2));
                Array.Resize(ref channels, names.Length);
            }

            names[count] = channel.ToArray();
            channels[count++] = cached;
        }
    }
}
