namespace CityActors.Simulators.Fleet.Commanded;

/// <summary>What commanded devices met. Any thread.</summary>
internal sealed class CommandCounts
{
    private readonly long[] reactions = new long[Enum.GetValues<CommandReaction>().Length];
    private long received;
    private long repeated;
    private long expired;
    private long takenBack;

    /// <summary>Messages that came.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>Messages of a command that had come before: answered again, not done again.</summary>
    public long Repeated => Volatile.Read(ref repeated);

    /// <summary>Commands that came too late.</summary>
    public long Expired => Volatile.Read(ref expired);

    /// <summary>Commands that were taken back.</summary>
    public long TakenBack => Volatile.Read(ref takenBack);

    /// <summary>Commands met in a way.</summary>
    public long Of(CommandReaction reaction) => Volatile.Read(ref reactions[(int)reaction]);

    /// <summary>A message came.</summary>
    public void Receive() => Interlocked.Increment(ref received);

    /// <summary>It had come before.</summary>
    public void Repeat() => Interlocked.Increment(ref repeated);

    /// <summary>It came too late.</summary>
    public void Expire() => Interlocked.Increment(ref expired);

    /// <summary>It takes a command back.</summary>
    public void TakeBack() => Interlocked.Increment(ref takenBack);

    /// <summary>A command is met.</summary>
    public void Meet(CommandReaction reaction) => Interlocked.Increment(ref reactions[(int)reaction]);
}
