namespace CityActors.Simulators.Sending;

/// <summary>
/// One connection of devices to the city. Messages arrive in the order in which they were sent, at least once: what was not
/// acknowledged is sent again, with the same numbers, until it is.
/// </summary>
public interface ILink : IAsyncDisposable
{
    /// <summary>Declares that recorded data follows, whose first time is <paramref name="epoch"/>; waits until that is durable.</summary>
    /// <exception cref="LinkFailedException">The city refuses the declaration or was not reached for too long.</exception>
    Task Declare(DateTimeOffset epoch, CancellationToken cancellationToken);

    /// <summary>Takes a message in; waits while too many wait for their acknowledgement.</summary>
    /// <exception cref="LinkFailedException">The city was not reached for too long.</exception>
    ValueTask Send(DeviceMessage message, CancellationToken cancellationToken);

    /// <summary>Waits until every message has ended, one way or the other.</summary>
    /// <exception cref="LinkFailedException">The city was not reached for too long.</exception>
    Task Drain(CancellationToken cancellationToken);
}

/// <summary>The city was not reached for too long, or refused to speak with the device.</summary>
public sealed class LinkFailedException(string sentence, Exception? reason = null) : Exception(sentence, reason);
