using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Tests.Sending;

public sealed class TargetTests
{
    [Theory]
    [InlineData("mqtt://127.0.0.1:1999", true, "127.0.0.1", 1999)]
    [InlineData("mqtt://city.example", true, "city.example", 1883)]
    [InlineData("http://localhost", false, "localhost", 8080)]
    [InlineData("http://localhost:80", false, "localhost", 80)]
    [InlineData("http://localhost:8181/", false, "localhost", 8181)]
    public void Addresses_are_read(string text, bool isMqtt, string host, int port)
    {
        Assert.True(Target.TryParse(text, out var target));
        Assert.Equal(new Target(isMqtt, host, port), target);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:1883")]
    [InlineData("ftp://x:1")]
    [InlineData("mqtt://")]
    [InlineData("mqtt://x:99999")]
    [InlineData("http://user@x:1")]
    [InlineData("http://x:1/path")]
    [InlineData("http://x:1/?q=1")]
    public void What_is_no_address_is_refused(string text) => Assert.False(Target.TryParse(text, out _));
}
