namespace CityActors.Simulators.Sending;

/// <summary>Where to send: <c>mqtt://HOST:PORT</c> or <c>http://HOST:PORT</c>.</summary>
/// <param name="IsMqtt">MQTT, not HTTP.</param>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port.</param>
public sealed record Target(bool IsMqtt, string Host, int Port)
{
    private const int MqttPort = 1883;
    private const int HttpPort = 8080;

    /// <summary>Address for HTTP.</summary>
    public Uri HttpAddress => new UriBuilder(Uri.UriSchemeHttp, Host, Port).Uri;

    /// <summary>Reads an address.</summary>
    /// <returns>False when it is none.</returns>
    public static bool TryParse(string text, out Target target)
    {
        target = new Target(false, "", 0);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("mqtt" or "http")
            || uri.Host.Length == 0 || uri.AbsolutePath is not ("/" or "") || uri.UserInfo.Length > 0 || uri.Query.Length > 0)
        {
            return false;
        }

        var isMqtt = uri.Scheme == "mqtt";
        var saysPort = text.TrimEnd('/').EndsWith($":{uri.Port}", StringComparison.Ordinal);
        var port = saysPort ? uri.Port : isMqtt ? MqttPort : HttpPort;
        target = new Target(isMqtt, uri.Host, port);
        return port is > 0 and < 65_536;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(IsMqtt ? "mqtt" : "http")}://{Host}:{Port}";
}
