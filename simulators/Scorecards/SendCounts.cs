using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Scorecards;

/// <summary>Counts what becomes of messages and how long acknowledgements take, from the moment a message was due.</summary>
public sealed class SendCounts(TimeProvider time) : ISendLedger
{
    private long sent;
    private long resent;
    private long acknowledged;
    private long refused;
    private long left;
    private long disconnects;

    /// <summary>Messages that were sent, each once however often.</summary>
    public long Sent => Volatile.Read(ref sent);

    /// <summary>Repetitions, because an acknowledgement did not come.</summary>
    public long ResentMessages => Volatile.Read(ref resent);

    /// <summary>Messages the city has acknowledged.</summary>
    public long Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Messages the city has refused.</summary>
    public long Refused => Volatile.Read(ref refused);

    /// <summary>Messages of QoS 0 that left.</summary>
    public long Left => Volatile.Read(ref left);

    /// <summary>Connections lost.</summary>
    public long Disconnects => Volatile.Read(ref disconnects);

    /// <summary>Time from due to acknowledged.</summary>
    public DelayHistogram Delays { get; } = new();

    /// <inheritdoc/>
    void ISendLedger.Sent(DeviceMessage message) => Interlocked.Increment(ref sent);

    /// <inheritdoc/>
    void ISendLedger.Resent(DeviceMessage message) => Interlocked.Increment(ref resent);

    /// <inheritdoc/>
    void ISendLedger.Disconnected() => Interlocked.Increment(ref disconnects);

    /// <inheritdoc/>
    void ISendLedger.Ended(DeviceMessage message, SendOutcome outcome)
    {
        switch (outcome)
        {
            case SendOutcome.Acknowledged:
                Interlocked.Increment(ref acknowledged);
                Delays.Add(time.GetElapsedTime(message.DueAt));
                break;
            case SendOutcome.Refused:
                Interlocked.Increment(ref refused);
                break;
            default:
                Interlocked.Increment(ref left);
                break;
        }
    }
}
