namespace CityActors.Grains.Cases;

/// <summary>
/// Tells the messages of a topic. Rooms that have something to tell add theirs as a singleton; the loop <c>case-teller</c> calls it
/// until it does not throw, and then acknowledges.
/// </summary>
public interface ICaseTeller
{
    /// <summary>The topic.</summary>
    string Topic { get; }

    /// <summary>
    /// Tells messages to one recipient, in their order. Returns when all are durable with him; when it throws, all of them are told again
    /// later. Must be repeatable.
    /// </summary>
    Task Tell(string recipient, IReadOnlyList<CaseMessage> messages, CancellationToken cancellationToken);
}
