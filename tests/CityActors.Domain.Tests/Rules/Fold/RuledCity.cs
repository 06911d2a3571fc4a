using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Log;
using CityActors.Domain.Rules.Fold.States;
using CityActors.Domain.Tests.Twins.Fold;
using CityActors.Domain.Twins;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Rules.Fold;

/// <summary>A partition with rules, and what it said of their episodes.</summary>
internal sealed class RuledCity(RuleShelf? shelf = null)
{
    public const string Station = "urn:ngsi-ld:WaterLevelObserved:long-bien";
    public const long Start = FoldedCity.Start;

    public FoldedCity City { get; } = new(shelf is null ? null : new ShardState(1, 0, 1) { Rules = shelf });

    /// <summary>A rule for water levels.</summary>
    public RuledCity Rule(string id, string condition, string more = "", string channel = "waterLevel", string? json = null)
    {
        json ??= $$"""
            { "name": {"vi": "Luật"}, "family": "flood", "type": "WaterLevelObserved", "channel": "{{channel}}",
              "condition": "{{condition}}", "severity": "high" {{(more.Length > 0 ? ", " + more : "")}} }
            """;
        City.Log(writer => writer.Define(DefinitionKind.Rule, id, json, "test"));
        return this;
    }

    public RuledCity Retire(string id)
    {
        City.Log(writer => writer.Define(DefinitionKind.Rule, id, null, "no more"));
        return this;
    }

    public RuledCity Table(string id, string json)
    {
        City.Log(writer => writer.Define(DefinitionKind.ReferenceTable, id, json, "test"));
        return this;
    }

    public RuledCity Register(string id = Station, params string[] channels)
    {
        City.Register(id, channels.Length > 0 ? channels : ["waterLevel"]);
        return this;
    }

    /// <summary>A reading that arrives two seconds after it was observed.</summary>
    public RuledCity Read(double minute, double value, string channel = "waterLevel", string id = Station) =>
        Read(minute, TwinValue.Of(value), channel, id);

    /// <inheritdoc cref="Read(double, double, string, string)"/>
    public RuledCity Read(double minute, TwinValue value, string channel, string id = Station)
    {
        City.NowMs = Ms(minute) + 2_000;
        City.Read(id, channel, value, Ms(minute));
        return this;
    }

    public RuledCity Tick(double minute)
    {
        City.NowMs = Ms(minute);
        City.Log(writer => writer.Tick(City.NowMs));
        return this;
    }

    public RuledCity Gap(double from, double to)
    {
        City.NowMs = Ms(to);
        City.Log(writer => writer.Gap(Ms(from), Ms(to)));
        return this;
    }

    public static long Ms(double minute) => Start + (long)(minute * 60_000);

    /// <summary>What was said of episodes since the last time, as <c>rule: kind value count</c>.</summary>
    public List<string> Said()
    {
        var said = Alerts().Select(static one =>
            $"{one.Alert.Rule}: {one.Kind.ToString()["Alert".Length..]} {one.Alert.Value} {one.Alert.Count}").ToList();
        City.Listen();
        return said;
    }

    public List<(ChangeKind Kind, AlertPicture Alert, string At)> Alerts()
    {
        var alerts = new List<(ChangeKind, AlertPicture, string)>();
        for (var reader = new ChangeReader(City.Said); reader.Next();)
        {
            if (reader.Kind is >= ChangeKind.AlertRaised and <= ChangeKind.AlertCleared)
            {
                alerts.Add((
                    reader.Kind, AlertPicture.Read(reader.Fields()), AlertPicture.EpisodeOf(1, 0, reader.Sequence, reader.Index)));
            }
        }

        return alerts;
    }
}
