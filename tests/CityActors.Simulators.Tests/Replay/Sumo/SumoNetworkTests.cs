using CityActors.Simulators.Replay.Sumo;

namespace CityActors.Simulators.Tests.Replay.Sumo;

public sealed class SumoNetworkTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Fact]
    public void Recording_in_degrees_over_a_network_in_metres_is_taken_as_it_is()
    {
        File.WriteAllText(file, """
            <net><location netOffset="-683542.41,-4928877.56" convBoundary="0.00,0.00,1817.58,1350.19"
              projParameter="+proj=utm +zone=32 +ellps=WGS84 +datum=WGS84 +units=m +no_defs"/></net>
            """);
        var network = SumoNetwork.Load(file);
        Assert.True(network.IsInDegrees(11.329398, 44.490205));
        Assert.False(network.IsInDegrees(900, 700));
        Assert.False(network.IsInDegrees(50, 30));
        var (longitude, latitude) = network.Degrees(900, 700);
        Assert.True(network.IsInDegrees(longitude, latitude));
    }

    public void Dispose() => File.Delete(file);
}
