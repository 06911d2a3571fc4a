using System.Collections.Immutable;

namespace CityActors.Domain.Alerts;

/// <summary>What time and suppression windows do to an alert.</summary>
public static class AlertReconsideration
{
    /// <summary>The events, none when all is as it should be.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="now">UTC.</param>
    /// <param name="window">Suppression window that covers it now; null: none does.</param>
    public static ImmutableArray<AlertEvent> Decide(Alert alert, DateTimeOffset now, string? window)
    {
        if (alert.ClearedAt is not null)
        {
            return [];
        }

        var events = ImmutableArray.CreateBuilder<AlertEvent>(2);
        if (alert.ShelvedUntil <= now)
        {
            events.Add(new AlertUnshelved(IsExpired: true));
        }

        if (alert.Suppression != window)
        {
            events.Add(window is null ? new AlertUnsuppressed() : new AlertSuppressed(window));
        }

        return events.ToImmutable();
    }
}
