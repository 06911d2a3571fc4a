using System.Collections.Concurrent;
using CityActors.Simulators.Sending;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Fleet.Commanded;

/// <summary>What devices were commanded to show: it goes before what they would show by themselves. Any thread.</summary>
internal sealed class DeviceSettings
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, TwinValue>> settings = new(StringComparer.Ordinal);

    /// <summary>A device shows a value from now on.</summary>
    public void Set(string twin, string channel, TwinValue value) =>
        settings.GetOrAdd(twin, static _ => new ConcurrentDictionary<string, TwinValue>(StringComparer.Ordinal))[channel] = value;

    /// <summary>What a device reports: what it measures, and in place of that what it was commanded.</summary>
    public IReadOnlyList<ChannelValue> Apply(string twin, IReadOnlyList<ChannelValue> measured) =>
        settings.TryGetValue(twin, out var set)
            ?
            [
                .. measured.Where(value => !set.ContainsKey(value.Channel)),
                .. set.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => new ChannelValue(one.Key, one.Value)),
            ]
            : measured;
}
