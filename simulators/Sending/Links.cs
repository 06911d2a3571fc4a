namespace CityActors.Simulators.Sending;

/// <summary>Opens links.</summary>
internal static class Links
{
    /// <summary>A link to a target.</summary>
    public static ILink Open(Target target, LinkSettings settings, ISendLedger ledger, TimeProvider time) =>
        target.IsMqtt ? new MqttLink(target, settings, ledger, time) : new HttpLink(target, settings, ledger, time);
}
