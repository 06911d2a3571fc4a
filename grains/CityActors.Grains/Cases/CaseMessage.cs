namespace CityActors.Grains.Cases;

/// <summary>
/// Something that somebody must be told because of what was written. It waits in the store, in the same transaction as its cause, until
/// it is acknowledged; it may be told more than once, so the one who hears it must know it again by what it says.
/// </summary>
/// <param name="Topic">What kind of message, 1-32 characters: who tells it (<see cref="ICaseTeller.Topic"/>).</param>
/// <param name="Id">Name within the topic, derived from the cause, 1-256 characters.</param>
/// <param name="Recipient">Who is told, 1-256 characters. Messages to one recipient are told in their order.</param>
/// <param name="Body">What, a JSON value of at most 1 MiB.</param>
public sealed record CaseMessage(string Topic, string Id, string Recipient, string Body);

/// <summary>A message that waits.</summary>
/// <param name="Number">Its place among all messages, growing.</param>
/// <param name="Message">What is told.</param>
/// <param name="At">Since when it waits, UTC.</param>
public sealed record PendingMessage(long Number, CaseMessage Message, DateTimeOffset At);
