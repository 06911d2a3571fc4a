using CityActors.Cases;
using CityActors.Domain.Log;

namespace CityActors.Domain.Changes;

/// <summary>What the fold says of an episode: the payload of all four alert changes.</summary>
/// <param name="Episode">
/// <c>{generation}.{partition}.{sequence}.{index}</c> of the change that raised it, the same in all changes of the episode.
/// </param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="RuleVersion">Version of the rule that judged, from 1.</param>
/// <param name="Family">Family of the rule, e.g. <c>flood</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Twin">URN of the twin.</param>
/// <param name="Channel">Name of the channel that the rule is about.</param>
/// <param name="Zone">URN of the zone that the twin is bound to now; null outside every zone.</param>
/// <param name="Value">Value of the channel now, as people read it; empty when it has none.</param>
/// <param name="Unit">Its unit as registered; null when none was.</param>
/// <param name="ObservedAtMs">
/// When it happened, Unix milliseconds: device time of the reading that showed it; arrival time when silence or a definition did.
/// </param>
/// <param name="Count">How often the episode was raised, from 1.</param>
public sealed record AlertPicture(
    string Episode, string Rule, int RuleVersion, string Family, Severity Severity, string Twin, string Channel, string? Zone,
    string Value, string? Unit, long ObservedAtMs, int Count)
{
    /// <summary>Name of the episode that a change begins.</summary>
    public static string EpisodeOf(int generation, int partition, long sequence, int index) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{generation}.{partition}.{sequence}.{index}");

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, AlertPicture alert) =>
        writer.Text(alert.Episode).Text(alert.Rule).Number(alert.RuleVersion).Text(alert.Family).Number((long)alert.Severity)
            .Text(alert.Twin).Text(alert.Channel).Text(alert.Zone).Text(alert.Value).Text(alert.Unit)
            .Number(alert.ObservedAtMs).Number(alert.Count);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static AlertPicture Read(RecordReader fields) => new(
        fields.RequiredText(), fields.RequiredText(), checked((int)fields.Number()), fields.RequiredText(), (Severity)fields.Number(),
        fields.RequiredText(), fields.RequiredText(), fields.Text(), fields.RequiredText(), fields.Text(),
        fields.Number(), checked((int)fields.Number()));
}
