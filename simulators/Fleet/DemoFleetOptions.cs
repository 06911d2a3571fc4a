using CityActors.Simulators.Fleet.Commanded;

namespace CityActors.Simulators.Fleet;

/// <summary>The sample city and its devices.</summary>
public sealed class DemoFleetOptions
{
    /// <summary>Address of the API. Default: <c>http://127.0.0.1:8080</c>.</summary>
    public Uri Http { get; set; } = new("http://127.0.0.1:8080");

    /// <summary>Host of the MQTT server. Default: 127.0.0.1.</summary>
    public string MqttHost { get; set; } = "127.0.0.1";

    /// <summary>Port of the MQTT server. Default: 1883.</summary>
    public int MqttPort { get; set; } = 1883;

    /// <summary>What the city follows from. Default: 42.</summary>
    public long Seed { get; set; } = 42;

    /// <summary>Twins beside zones. Default: 3,000: a page full of life for a tenth of a core.</summary>
    public int Twins { get; set; } = 3_000;

    /// <summary>MQTT connections that the devices share, as behind gateways. Default: 16.</summary>
    public int Connections { get; set; } = 16;

    /// <summary>
    /// Devices that take commands, each on a connection of its own. Default: 1,000: every light, signal, sign, pump, siren and camera
    /// of the default city; in a larger one the lights that are left sleep.
    /// </summary>
    public int CommandedMax { get; set; } = 1_000;

    /// <summary>How they take commands. Default: they obey.</summary>
    public CommandBehaviour Commands { get; set; } = new();

    /// <summary>Hours of past readings that are sent when the city is new, so that charts have a line. Default: 3.</summary>
    public int PastHours { get; set; } = 3;
}
