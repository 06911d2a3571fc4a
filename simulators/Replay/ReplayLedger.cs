using System.Collections.Concurrent;
using System.Globalization;
using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Replay;

/// <summary>Counts messages, and keeps those of the first twins, so that history can be held against them.</summary>
internal sealed class ReplayLedger(ISendLedger counts) : ISendLedger
{
    private const int TwinsKeptMax = 10_000;
    private const long MessagesKeptMax = 2_000_000;

    private static readonly TimeSpan OldFrom = TimeSpan.FromDays(1);

    private readonly Dictionary<string, List<DeviceMessage>> kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, byte> unacknowledged = new();
    private readonly Lock gate = new();
    private long count;

    /// <summary>Messages that were not kept.</summary>
    public long NotKept { get; private set; }

    /// <inheritdoc/>
    public void Sent(DeviceMessage message)
    {
        counts.Sent(message);
        unacknowledged.TryAdd(message.Number, 0);
        lock (gate)
        {
            if (count >= MessagesKeptMax || (!kept.ContainsKey(message.Twin) && kept.Count >= TwinsKeptMax))
            {
                NotKept++;
                return;
            }

            count++;
            if (!kept.TryGetValue(message.Twin, out var messages))
            {
                kept.Add(message.Twin, messages = []);
            }

            messages.Add(message);
        }
    }

    /// <inheritdoc/>
    public void Resent(DeviceMessage message) => counts.Resent(message);

    /// <inheritdoc/>
    public void Disconnected() => counts.Disconnected();

    /// <inheritdoc/>
    public void Ended(DeviceMessage message, SendOutcome outcome)
    {
        if (outcome == SendOutcome.Acknowledged)
        {
            unacknowledged.TryRemove(message.Number, out _);
        }

        counts.Ended(message, outcome);
    }

    /// <summary>What history is to hold: each channel of each kept twin.</summary>
    public IEnumerable<ExpectedSeries> Expected() =>
        from twin in kept
        from channel in twin.Value.SelectMany(static message => message.Values.Select(static value => value.Channel)).Distinct()
        select new ExpectedSeries(twin.Key, channel, [.. Points(twin.Value, channel)]);

    /// <summary>Why history may not hold what was acknowledged: old recordings lie before its oldest day. Null of a new one.</summary>
    public string? WhyPerhapsLost(DateTimeOffset now)
    {
        var oldest = DateTimeOffset.FromUnixTimeMilliseconds(
            kept.Values.SelectMany(static messages => messages).Min(static message => message.ObservedAtMs));
        return now - oldest < OldFrom
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The recording begins on {oldest:yyyy-MM-dd}; history keeps readings for City:History:RawDays only. "
                + $"--epoch moves a recording.");
    }

    private IEnumerable<ExpectedPoint> Points(List<DeviceMessage> messages, string channel) =>
        from message in messages
        from value in message.Values
        where value.Channel == channel
        select new ExpectedPoint(message.ObservedAtMs, value.Value, !unacknowledged.ContainsKey(message.Number));
}
