namespace CityActors.Simulators.Sending;

/// <summary>Is told what becomes of messages; from any thread.</summary>
public interface ISendLedger
{
    /// <summary>A message is on its way for the first time.</summary>
    void Sent(DeviceMessage message);

    /// <summary>A message is on its way again, because its acknowledgement did not come.</summary>
    void Resent(DeviceMessage message);

    /// <summary>A message has ended.</summary>
    void Ended(DeviceMessage message, SendOutcome outcome);

    /// <summary>A connection was lost or a request could not be made.</summary>
    void Disconnected();
}

/// <summary>How a message ended.</summary>
public enum SendOutcome
{
    /// <summary>It left (QoS 0): nobody says whether it arrived.</summary>
    Left = 0,

    /// <summary>The city says that it is durable.</summary>
    Acknowledged = 1,

    /// <summary>The city refused it or a part of it.</summary>
    Refused = 2,
}
