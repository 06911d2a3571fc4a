using CityActors.Twins.Channels;

namespace CityActors.Domain.Commands;

/// <summary>What the record of a command says; who asked, and when, stands on its frame.</summary>
/// <param name="Twin">URN of the twin.</param>
/// <param name="Channel">Name of a channel that the twin has.</param>
/// <param name="Value">Desired value.</param>
/// <param name="Tolerance">How far a reported number may lie from it and still agree.</param>
/// <param name="Key">Idempotency key; null when it has none.</param>
/// <param name="Why">The reason its actor gives; null when none.</param>
/// <param name="ExpiresAtMs">Until when the device may accept it, Unix milliseconds.</param>
/// <param name="OutcomeWithinMs">How long after accepting it the device has for an outcome, milliseconds.</param>
public sealed record CommandOrder(
    string Twin, string Channel, TwinValue Value, double Tolerance, string? Key, string? Why, long ExpiresAtMs, long OutcomeWithinMs);

/// <summary>What the record of an outcome says.</summary>
/// <param name="Command">Sequence of the command's record.</param>
/// <param name="Twin">URN of the twin that answers; it must be the command's.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Reason">Word or sentence; null when there is none.</param>
public readonly record struct CommandOutcome(long Command, string Twin, OutcomeKind Kind, string? Reason);
