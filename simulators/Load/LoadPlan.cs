using System.Globalization;
using CityActors.Simulators.Command;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Sending.Payloads;

namespace CityActors.Simulators.Load;

/// <summary>
/// What a load run sends. Reading n goes over connection n mod C and is of one of that connection's own twins, so that the readings
/// of a twin keep their order. Its value is n: history can be held against it number by number.
/// </summary>
/// <param name="Target">Where to.</param>
/// <param name="Twins">Twins that report.</param>
/// <param name="Rate">Readings a second.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Connections">Connections; at most as many as twins.</param>
/// <param name="Payload">Form of the messages.</param>
/// <param name="Qos">0 or 1.</param>
/// <param name="Window">Messages of a connection that may wait for their acknowledgement.</param>
/// <param name="Patience">How long the city may be unreachable.</param>
internal sealed record LoadPlan(
    Target Target, int Twins, double Rate, double Seconds, int Connections, PayloadForm Payload, int Qos, int Window, TimeSpan Patience)
{
    /// <summary>Channel of the readings.</summary>
    public const string Channel = "load";

    private const int TwinsMax = 20_000_000;
    private const double RateMax = 5_000_000;
    private const double PerTwinMax = 1_000;
    private const int SecondsMax = 7 * 24 * 3600;
    private const long ReadingsMax = 2_000_000_000;
    private const int ConnectionsMax = 10_000;
    private const int WindowMax = 10_000;
    private const int ConnectionsDefault = 8;
    private const int MqttWindowMax = 1_000;

    /// <summary>Readings in all.</summary>
    public long Readings => (long)Math.Ceiling(Rate * Seconds);

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public static LoadPlan Of(CommandLine line)
    {
        var target = line.Target("--to");
        var twins = (int)line.Whole("--twins", null, 1, TwinsMax);
        var rate = line.Number("--rate", null, 0.001, RateMax);
        var seconds = line.Number("--duration", null, 0.001, SecondsMax);
        var connections = (int)line.Whole("--connections", Math.Min(twins, ConnectionsDefault), 1, ConnectionsMax);
        var payload = line.Choice(
            "--payload", target.IsMqtt ? PayloadForm.Flat : PayloadForm.SenMl,
            ("senml", PayloadForm.SenMl), ("cbor", PayloadForm.Cbor), ("flat", PayloadForm.Flat), ("line", PayloadForm.Line));
        var window = (int)line.Whole("--window", LinkSettings.WindowDefault, 1, target.IsMqtt ? MqttWindowMax : WindowMax);
        var qos = (int)line.Whole("--qos", 1, 0, 1);
        var patience = TimeSpan.FromSeconds(line.Number("--patience", LinkSettings.PatienceDefault.TotalSeconds, 1, SecondsMax));
        var plan = new LoadPlan(target, twins, rate, seconds, connections, payload, qos, window, patience);
        plan.Check();
        return plan;
    }

    /// <summary>URN of a twin.</summary>
    public static string Twin(int twin) => string.Create(CultureInfo.InvariantCulture, $"urn:ngsi-ld:Device:load-{twin:D7}");

    /// <summary>The twin that reading <paramref name="number"/> is of.</summary>
    public int TwinOf(long number)
    {
        var connection = (int)(number % Connections);
        return connection + (Connections * (int)(number / Connections % TwinsOf(connection)));
    }

    /// <summary>The readings of a twin, in order.</summary>
    public IEnumerable<long> NumbersOf(int twin)
    {
        var connection = twin % Connections;
        var step = (long)Connections * TwinsOf(connection);
        for (var number = connection + ((long)(twin / Connections) * Connections); number < Readings; number += step)
        {
            yield return number;
        }
    }

    private int TwinsOf(int connection) => (Twins - connection + Connections - 1) / Connections;

    private void Check()
    {
        if (Connections > Twins)
        {
            throw new UsageException(
                $"load: --connections must not exceed --twins ({Twins}), got {Connections}: a twin reports over one connection.");
        }

        if (Readings > ReadingsMax)
        {
            throw new UsageException($"load: --rate times --duration must be at most {ReadingsMax} readings, got {Readings}.");
        }

        if (Rate / Twins > PerTwinMax)
        {
            throw new UsageException(
                $"load: at most {PerTwinMax} readings a second of one twin, whose times are milliseconds; give more --twins.");
        }

        if (Target.IsMqtt && Payload == PayloadForm.Line)
        {
            throw new UsageException("load: --payload line goes over HTTP only; over MQTT there are senml, cbor and flat.");
        }

        if (!Target.IsMqtt && Qos == 0)
        {
            throw new UsageException("load: --qos 0 is of MQTT; HTTP always answers.");
        }
    }
}
