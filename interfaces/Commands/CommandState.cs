namespace CityActors.Commands;

/// <summary>Where a command stands. Numbers are part of the data format: never changed, never reused.</summary>
[GenerateSerializer, Alias("city.CommandState")]
public enum CommandState : byte
{
    /// <summary>Durable; the device has not been sent it yet: it sleeps, or an earlier command of the twin is before it.</summary>
    Queued = 0,

    /// <summary>Sent to the device at least once; no answer yet.</summary>
    Sent = 1,

    /// <summary>The device has taken it and is at work.</summary>
    Accepted = 2,

    /// <summary>The device says that it is done. Whether its readings agree is said by <see cref="CommandReport"/>.</summary>
    Done = 3,

    /// <summary>Not carried out: the device refused it, or the twin has too many open commands. The reason says why.</summary>
    Rejected = 4,

    /// <summary>The device tried and could not.</summary>
    Failed = 5,

    /// <summary>
    /// Time ran out: <c>not-delivered</c>, <c>not-acknowledged</c> (within the time to live) or <c>no-outcome</c> (after it was accepted).
    /// </summary>
    Expired = 6,

    /// <summary>Taken back before the device accepted it, or the twin was deleted.</summary>
    Cancelled = 7,
}
