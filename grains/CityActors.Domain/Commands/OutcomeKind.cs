namespace CityActors.Domain.Commands;

/// <summary>What became of a command, or is asked of it. Numbers are part of the data format: never changed, never reused.</summary>
public enum OutcomeKind : byte
{
    /// <summary>The city sent it to the device once more.</summary>
    Sent = 1,

    /// <summary>The device took it and is at work.</summary>
    Accepted = 2,

    /// <summary>The device refuses it.</summary>
    Rejected = 3,

    /// <summary>The device says that it is done.</summary>
    Done = 4,

    /// <summary>The device tried and could not.</summary>
    Failed = 5,

    /// <summary>The device says that it dropped it because it was taken back.</summary>
    Dropped = 6,

    /// <summary>Somebody takes it back.</summary>
    Cancel = 7,
}
