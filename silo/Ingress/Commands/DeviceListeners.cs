using CityActors.Silo.Ingress.Gateway.Topics;

namespace CityActors.Silo.Ingress.Commands;

/// <summary>
/// Which devices listen for commands now: connected, and subscribed to their own command topic. A subscription outlives a connection when
/// the device asked for a session that does. Any thread.
/// </summary>
internal sealed class DeviceListeners(ICollection<string> roots)
{
    /// <summary>Most command topics of one client: one of each type that bears its id is enough.</summary>
    public const int TopicsMax = 16;

    private readonly Lock turn = new();
    private readonly Dictionary<string, Client> clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Client, string Topic)> twins = new(StringComparer.Ordinal);
    private Action<string> follower = static _ => { };

    /// <summary>Names who is told of each twin whose device listens from now on; those that listen already are told at once.</summary>
    public void Follow(Action<string> connected)
    {
        List<string> listening;
        lock (turn)
        {
            follower = connected;
            listening = [.. twins.Where(one => clients[one.Value.Client].Connections > 0).Select(static one => one.Key)];
        }

        listening.ForEach(connected);
    }

    /// <summary>Topic of the device of a twin; null when it does not listen.</summary>
    public string? TopicOf(string twin)
    {
        lock (turn)
        {
            return twins.TryGetValue(twin, out var one) && clients[one.Client].Connections > 0 ? one.Topic : null;
        }
    }

    /// <summary>A client connected; with a session it may have subscribed before.</summary>
    public void Connected(string client)
    {
        List<string> listening;
        lock (turn)
        {
            var known = Of(client);
            known.Connections++;
            listening = [.. known.Topics.Values];
        }

        listening.ForEach(follower);
    }

    /// <summary>A client's connection ended. One that takes its own place is connected twice for a moment.</summary>
    public void Disconnected(string client)
    {
        lock (turn)
        {
            var known = Of(client);
            known.Connections = Math.Max(0, known.Connections - 1);
            Forget(client, known);
        }
    }

    /// <summary>A client subscribed to a topic that policy let it.</summary>
    public void Subscribed(string client, string topic)
    {
        var parsed = TelemetryTopic.Parse(topic, roots, out _);
        if (parsed.Kind != TopicKind.Command)
        {
            return;
        }

        lock (turn)
        {
            var known = Of(client);
            if (!known.Topics.ContainsKey(topic) && known.Topics.Count >= TopicsMax)
            {
                return;
            }

            known.Topics[topic] = parsed.Name;
            twins[parsed.Name] = (client, topic);
        }

        follower(parsed.Name);
    }

    /// <summary>A client takes a subscription back.</summary>
    public void Unsubscribed(string client, string topic)
    {
        lock (turn)
        {
            var known = Of(client);
            if (known.Topics.Remove(topic, out var twin) && twins.TryGetValue(twin, out var one) && one == (client, topic))
            {
                twins.Remove(twin);
            }

            Forget(client, known);
        }
    }

    /// <summary>A client's session is gone, and its subscriptions with it.</summary>
    public void SessionEnded(string client)
    {
        List<string> topics;
        lock (turn)
        {
            topics = [.. Of(client).Topics.Keys];
        }

        topics.ForEach(topic => Unsubscribed(client, topic));
        lock (turn)
        {
            Forget(client, Of(client));
        }
    }

    private Client Of(string client)
    {
        if (!clients.TryGetValue(client, out var known))
        {
            clients.Add(client, known = new Client());
        }

        return known;
    }

    private void Forget(string client, Client known)
    {
        if (known.Connections == 0 && known.Topics.Count == 0)
        {
            clients.Remove(client);
        }
    }

    private sealed class Client
    {
        public int Connections { get; set; }

        public Dictionary<string, string> Topics { get; } = new(StringComparer.Ordinal);
    }
}
