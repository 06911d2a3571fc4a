using System.Net;
using System.Net.Sockets;

namespace CityActors.Cluster.Tests.Processes;

/// <summary>Ports of the loopback interface that nobody listens on.</summary>
internal static class Ports
{
    /// <summary>Two of them.</summary>
    public static (int First, int Second) Two()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
