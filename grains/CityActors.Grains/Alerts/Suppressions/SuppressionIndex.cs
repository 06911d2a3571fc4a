using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Grains.Cases;

namespace CityActors.Grains.Alerts.Suppressions;

/// <summary>How suppression windows stand in the store of cases: each event is the whole window.</summary>
internal static class SuppressionIndex
{
    /// <summary>By what windows are listed.</summary>
    public static CaseIndex Index { get; } = new(
        CaseKinds.Suppression, 1, "to", [new("to", CaseColumnKind.Number)],
        static events => Row(CaseJson.Read<SuppressionDraft>(events[^1].Body), events[^1].At));

    /// <summary>What lists know of a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="dueAt">When alerts are to be looked at again because of it; null: never.</param>
    public static CaseRow Row(SuppressionDraft window, DateTimeOffset? dueAt) =>
        CaseRow.Of(CaseJson.Write(window), dueAt).With("to", window.To);

    /// <summary>The next moment at which a window begins or ends; null: it is over.</summary>
    public static DateTimeOffset? Next(SuppressionDraft window, DateTimeOffset now) =>
        window.From > now ? window.From : window.To > now ? window.To : null;
}
