namespace CityActors.Domain.Cases;

/// <summary>An event as it stands in the case store: what, who, when, why.</summary>
/// <param name="Version">Number in its stream, from 1.</param>
/// <param name="Position">Position in the case store.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who or what.</param>
/// <param name="Reason">Why; null when nothing was said.</param>
/// <param name="Event">What.</param>
public readonly record struct Recorded<TEvent>(
    long Version, long Position, DateTimeOffset At, string Actor, string? Reason, TEvent Event);
