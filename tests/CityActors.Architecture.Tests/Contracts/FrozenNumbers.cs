using CityActors.Twins.Channels;

namespace CityActors.Architecture.Tests.Contracts;

/// <summary>Numbers that are part of the data format. A line is added when a kind is added; no line ever changes.</summary>
internal static class FrozenNumbers
{
    public static IReadOnlyDictionary<string, int> RecordKinds { get; } = new Dictionary<string, int>
    {
        ["Reading"] = 1, ["Register"] = 2, ["Describe"] = 3, ["Delete"] = 4, ["Zone"] = 5, ["Road"] = 6, ["Tick"] = 7, ["Skip"] = 8,
        ["Gap"] = 9, ["Source"] = 10, ["FoldVersion"] = 11, ["Define"] = 12, ["Partial"] = 13, ["Command"] = 14, ["CommandOutcome"] = 15,
    };

    public static IReadOnlyDictionary<string, int> ChangeKinds { get; } = new Dictionary<string, int>
    {
        ["Reading"] = 1, ["LateReading"] = 2, ["ChannelNamed"] = 3, ["Registered"] = 4, ["Described"] = 5, ["Expired"] = 6,
        ["Revived"] = 7, ["Deleted"] = 8, ["ZoneDefined"] = 9, ["Quarantined"] = 10,
        ["Defined"] = 11, ["AlertRaised"] = 12, ["AlertRepeated"] = 13, ["AlertReturned"] = 14, ["AlertCleared"] = 15,
        ["Partial"] = 16, ["Derived"] = 17, ["CommandChanged"] = 18,
    };

    public static IReadOnlyDictionary<string, int> ValueKinds { get; } = new Dictionary<string, int>
    {
        ["None"] = 0, ["Number"] = 1, ["Boolean"] = 2, ["Code"] = 3, ["Text"] = 4, ["Position"] = 5,
    };
}
