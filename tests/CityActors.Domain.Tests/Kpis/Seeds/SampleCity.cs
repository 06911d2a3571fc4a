using System.Collections.Immutable;
using System.Globalization;
using CityActors.Domain.Log;
using CityActors.Domain.Tests.Derivations;
using CityActors.Map;
using CityActors.Simulators.City.Entities;
using CityActors.Simulators.City.Plan;
using CityActors.Simulators.Fleet;
using CityActors.Simulators.Fleet.Signals;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Kpis.Seeds;

/// <summary>The sample city with its devices, folded without a silo.</summary>
internal sealed class SampleCity
{
    private const string Platform = "urn:ngsi-ld:Platform:city";
    private static readonly string[] PlatformChannels = ["foldLag", "recordsPerSecond", "quarantined", "memory"];
    private readonly CityPlan plan = new(42, 500);
    private readonly SignalSource signals;
    private readonly List<FleetDevice> devices;

    public SampleCity(PartitionedCity city, DateTimeOffset from)
    {
        City = city;
        signals = new SignalSource(plan);
        devices = [.. FleetDevice.Of(plan)];
        City.NowMs = from.ToUnixTimeMilliseconds();
        foreach (var zone in CityZones.Of(plan))
        {
            City.Everywhere(writer => writer.Zone(new Zone(zone.Id, zone.Name, zone.Level, zone.Parent, Polygon(zone.Ring))));
        }

        var entities = CityEntities.Of(plan).ToDictionary(static entity => entity.Id);
        foreach (var device in devices)
        {
            var channels = Enumerable.Range(0, 24)
                .SelectMany(hour => signals.Read(device.Kind, device.Number, from.AddHours(hour))).Select(static value => value.Channel);
            Register(device.Twin, entities[device.Twin].Line, channels.Distinct());
        }

        Register(Platform, [], PlatformChannels);
    }

    public PartitionedCity City { get; }

    /// <summary>Lets devices report from now on.</summary>
    /// <param name="until">Until when.</param>
    /// <param name="step">Time between reports of a device, at least; windows are told as often.</param>
    /// <param name="isOf">Which kinds of devices.</param>
    public void Run(DateTimeOffset until, TimeSpan step, Func<EntityKind, bool> isOf)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(City.NowMs);
        for (var end = now + step; end <= until; end += step)
        {
            foreach (var device in devices.Where(device => isOf(device.Kind)))
            {
                var due = device.Due(device.Newest(end));
                City.NowMs = Math.Max(City.NowMs, due.ToUnixTimeMilliseconds());
                City.Read(
                    device.Twin, due.ToUnixTimeMilliseconds(),
                    [.. signals.Read(device.Kind, device.Number, due).Select(static value => (value.Channel, value.Value))]);
            }

            City.Read(
                Platform, end.ToUnixTimeMilliseconds(), ("foldLag", TwinValue.Of(0.02)), ("recordsPerSecond", TwinValue.Of(90)),
                ("quarantined", TwinValue.Of(0)), ("memory", TwinValue.Of(700)));
            City.NowMs = end.ToUnixTimeMilliseconds() - 60_000;
            City.Settle();
        }
    }

    private void Register(string id, IReadOnlyList<GeoPoint> line, IEnumerable<string> channels) => City.Log(id, writer => writer.Register(
        TwinDefinition.Bare(id) with
        {
            Channels = [.. channels.Select(static name => new ChannelDefinition(name, null))],
            Attributes = line.Count == 0
                ? ImmutableSortedDictionary<string, string>.Empty
                : ImmutableSortedDictionary<string, string>.Empty.Add("location", Point(line[0])),
        }));

    private static string Point(GeoPoint place) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"type":"Point","coordinates":[{{place.Longitude}},{{place.Latitude}}]}""");

    private static string Polygon(IReadOnlyList<GeoPoint> ring) => $$"""{"type":"Polygon","coordinates":[[{{string.Join(',', ring.Select(
        static place => string.Create(CultureInfo.InvariantCulture, $"[{place.Longitude},{place.Latitude}]")))}}]]}""";
}
