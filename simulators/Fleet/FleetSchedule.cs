namespace CityActors.Simulators.Fleet;

/// <summary>Which device reports next. What is overdue for too long is left out and counted: devices keep only so much.</summary>
internal sealed class FleetSchedule
{
    /// <summary>How long a device keeps what it could not send.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly PriorityQueue<(FleetDevice Device, uint Sequence), DateTimeOffset> due = new();

    /// <summary>A schedule that begins with the newest report of every device.</summary>
    public FleetSchedule(IEnumerable<FleetDevice> devices, DateTimeOffset now)
    {
        foreach (var device in devices)
        {
            var sequence = device.Newest(now);
            due.Enqueue((device, sequence), device.Due(sequence));
        }
    }

    /// <summary>Reports left out.</summary>
    public long LeftOut { get; private set; }

    /// <summary>When the next report is due.</summary>
    public DateTimeOffset Next => due.TryPeek(out _, out var at) ? at : DateTimeOffset.MaxValue;

    /// <summary>The next report if it is due.</summary>
    public bool TryTake(DateTimeOffset now, out FleetDevice device, out uint sequence)
    {
        if (!due.TryPeek(out var first, out var at) || at > now)
        {
            (device, sequence) = (null!, 0);
            return false;
        }

        (device, sequence) = first;
        if (now - at > Kept + device.Period)
        {
            var newest = device.Newest(now);
            LeftOut += newest - sequence;
            sequence = newest;
        }

        due.DequeueEnqueue((device, sequence + 1), device.Due(sequence + 1));
        return true;
    }
}
