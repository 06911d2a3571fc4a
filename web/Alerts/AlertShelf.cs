using System.Collections.Immutable;
using CityActors.Alerts;

namespace CityActors.Web.Alerts;

/// <summary>Which alerts somebody looks at: words of the address and what they ask the city for.</summary>
internal static class AlertShelf
{
    /// <summary>What is looked at without a word: everything that somebody may still have to deal with.</summary>
    public const string Open = "open";

    private static readonly ImmutableArray<AlertPhase> Uncleared =
    [
        AlertPhase.Unacknowledged, AlertPhase.Acknowledged, AlertPhase.ReturnedUnacknowledged, AlertPhase.Returned,
    ];

    /// <summary>All words, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Open, "unacknowledged", "acknowledged", "returned", "cleared", "shelved", "suppressed", "all",
    ];

    /// <summary>The query of a word; one that is not known is <see cref="Open"/>.</summary>
    public static AlertQuery Query(string? word) => word switch
    {
        "unacknowledged" => AlertQuery.All with
        {
            Phases = [AlertPhase.Unacknowledged, AlertPhase.ReturnedUnacknowledged], IsShelved = false, IsSuppressed = false,
        },
        "acknowledged" => AlertQuery.All with
        {
            Phases = [AlertPhase.Acknowledged, AlertPhase.Returned], IsShelved = false, IsSuppressed = false,
        },
        "returned" => AlertQuery.All with { Phases = [AlertPhase.ReturnedUnacknowledged, AlertPhase.Returned] },
        "cleared" => AlertQuery.All with { Phases = [AlertPhase.Cleared] },
        "shelved" => AlertQuery.All with { IsShelved = true },
        "suppressed" => AlertQuery.All with { IsSuppressed = true },
        "all" => AlertQuery.All,
        _ => AlertQuery.All with { Phases = Uncleared, IsShelved = false, IsSuppressed = false },
    };
}
