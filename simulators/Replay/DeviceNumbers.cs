namespace CityActors.Simulators.Replay;

/// <summary>
/// Numbers of a device's messages, made from its times: the same reading has the same number whenever it is replayed, a later recording
/// has larger ones, and two readings of one second follow each other.
/// </summary>
internal sealed class DeviceNumbers
{
    private readonly Dictionary<string, uint> last = new(StringComparer.Ordinal);

    /// <summary>Devices so far.</summary>
    public int Devices => last.Count;

    /// <summary>The number of a device's next message.</summary>
    /// <param name="twin">The device's twin.</param>
    /// <param name="observedAtMs">Its time, Unix milliseconds.</param>
    /// <param name="isNew">Whether nothing was heard of the device before.</param>
    public uint Next(string twin, long observedAtMs, out bool isNew)
    {
        ref var number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(last, twin, out var isKnown);
        isNew = !isKnown;
        var seconds = (uint)Math.Clamp(observedAtMs / 1000, 1, uint.MaxValue);
        return number = number < uint.MaxValue ? Math.Max(number + 1, seconds) : number;
    }
}
