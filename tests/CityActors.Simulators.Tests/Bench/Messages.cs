using CityActors.Simulators.Sending;
using CityActors.Simulators.Sending.Payloads;

namespace CityActors.Simulators.Tests.Bench;

/// <summary>Messages and settings for tests.</summary>
internal static class Messages
{
    /// <summary>How long an event may take before a test says that it did not come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A message of a number.</summary>
    public static DeviceMessage Of(long number, string twin = "urn:ngsi-ld:Device:a") =>
        new(number, twin, (uint)number + 1, 1_764_028_800_000 + number, 0, [new ChannelValue("load", number)]);

    /// <summary>Settings of a link.</summary>
    public static LinkSettings Settings(PayloadForm form = PayloadForm.Flat, int qos = 1, int window = 50, TimeSpan? patience = null) =>
        new("test", form, qos, window, patience ?? Patience);
}
