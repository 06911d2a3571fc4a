using System.Net;
using System.Net.Sockets;

namespace CityActors.TestKit;

/// <summary>
/// Ports of the loopback interface that nobody listens on, below the range that systems take for outgoing connections: one of those
/// would have the port before the city listens on it.
/// </summary>
internal static class Ports
{
    /// <summary>One of them.</summary>
    public static int One()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 32_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: another one.
            }
        }
    }

    /// <summary>Two different ones.</summary>
    public static (int First, int Second) Two()
    {
        var first = One();
        int second;
        do
        {
            second = One();
        }
        while (second == first);

        return (first, second);
    }
}
