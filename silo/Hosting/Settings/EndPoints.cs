using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CityActors.Silo.Hosting.Settings;

/// <summary>Reads HOST:PORT settings and says whether the city may and can listen there.</summary>
internal static class EndPoints
{
    /// <summary>Adds the reason why a setting is no address that the city may listen on.</summary>
    public static void Check(string key, string text, List<string> failures)
    {
        if (!TryParse(text, out var endPoint))
        {
            failures.Add($"City:{key} must be HOST:PORT with an IP address or 'localhost' and a port of 1-65535, got '{text}'.");
        }
        else if (!IPAddress.IsLoopback(endPoint.Address))
        {
            failures.Add(
                $"City:{key} '{text}' is reachable from other machines, which is refused as long as the city has neither TLS nor sign-in; "
                + "use 127.0.0.1 or [::1].");
        }
    }

    /// <summary>The address of a checked setting.</summary>
    public static IPEndPoint Parse(string key, string text) => TryParse(text, out var endPoint)
        ? endPoint
        : throw new StartRefusedException($"City:{key} is no HOST:PORT: '{text}'.", StartRefusedException.BadConfiguration);

    /// <summary>Refuses an address that somebody else listens on, before anything of the city has come up.</summary>
    public static void RequireFree(string key, IPEndPoint endPoint)
    {
        try
        {
            using var probe = new TcpListener(endPoint);
            probe.Start();
        }
        catch (SocketException problem)
        {
            throw new StartRefusedException(
                $"City:{key}: cannot listen on {endPoint}: {problem.Message}.", StartRefusedException.NotPossibleNow);
        }
    }

    /// <summary>Ports of the loopback interface that nobody listens on, all different.</summary>
    public static int[] FreePorts(int count)
    {
        var free = new HashSet<int>();
        while (free.Count < count)
        {
            // Below the range that systems take for outgoing connections: one of those would have the port before it is listened on.
            var port = Random.Shared.Next(12_000, 32_000);
            if (IsFree(port))
            {
                free.Add(port);
            }
        }

        return [.. free];
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool TryParse(string text, out IPEndPoint endPoint)
    {
        endPoint = new IPEndPoint(IPAddress.Loopback, 0);
        var colon = text.LastIndexOf(':');
        if (colon < 1
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > IPEndPoint.MaxPort)
        {
            return false;
        }

        var host = text[..colon];
        if (host == "localhost")
        {
            endPoint = new IPEndPoint(IPAddress.Loopback, port);
            return true;
        }

        var bracketed = host is ['[', .., ']'];
        if (!IPAddress.TryParse(bracketed ? host[1..^1] : host, out var address)
            || bracketed != (address.AddressFamily == AddressFamily.InterNetworkV6))
        {
            return false;
        }

        endPoint = new IPEndPoint(address, port);
        return true;
    }
}
