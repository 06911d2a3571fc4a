using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Domain.Commands;
using CityActors.Domain.Definitions;
using CityActors.Domain.Log;
using CityActors.Domain.Tests.Map;
using CityActors.Domain.Tests.Rules.Fold;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Twins.Fold;

/// <summary>A seeded log of a small busy city with everything in it that a log can hold, poison included.</summary>
internal sealed class RandomLog
{
    private static readonly string[] Types = ["TrafficFlowObserved", "Vehicle", "Building"];
    private static readonly string[] ChannelNames = ["speed", "level", "state", "location", "note"];
    private static readonly string[] Belongings =
    [
        """{ "kind": "self" }""", """{ "kind": "relation", "name": "ref1", "type": "Building" }""", """{ "kind": "segment" }""",
        """{ "kind": "zone", "levels": [0, 1, 2] }""", """{ "kind": "city" }""",
    ];

    private static readonly string[] Windows =
    [
        """{ "kind": "tumbling", "size": "PT1M" }""", """{ "kind": "sliding", "size": "PT3M", "step": "PT1M" }""",
        """{ "kind": "calendar", "unit": "hour" }""",
    ];

    private const string Table = """
        { "name": { "vi": "Bảng" }, "key": "type", "columns": ["most"], "rows": [ { "key": "Vehicle", "values": [50], "source": "thử" } ] }
        """;

    private readonly List<byte[]> partials = [];
    private readonly Random random;
    private readonly FoldedCity city = new();

    private RandomLog(int seed) => random = new Random(seed);

    public List<LogFrame> Frames { get; } = [];

    public static List<LogFrame> Of(int seed, int frames = 60)
    {
        var log = new RandomLog(seed);
        for (var i = 0; i < frames; i++)
        {
            log.city.NowMs += log.random.Next(0, 90_000);
            log.city.Actor = log.random.Next(4) == 0 ? "replay" : "gateway";
            log.city.Listen();
            log.Frames.Add(log.city.Log(log.Records));
            log.partials.AddRange(log.city.Partials());
        }

        return log.Frames;
    }

    private void Records(RecordWriter writer)
    {
        if (random.Next(5) == 0)
        {
            RandomRules.Define(writer, random, Types);
        }

        for (var count = random.Next(1, 9); count > 0; count--)
        {
            Record(writer, random.Next(100));
        }
    }

    private void Record(RecordWriter writer, int dice)
    {
        switch (dice)
        {
            case < 4:
                Command(writer);
                break;
            case < 10:
                Outcome(writer);
                break;
            case < 65 when city.State.Channels.Count > 0:
                Reading(writer);
                break;
            case < 80:
                Register(writer);
                break;
            case < 84:
                writer.Describe(Id(), Attributes(static (name, json) => (name, (string?)json)), [Relation()], [Relation()]);
                break;
            case < 86:
                writer.Delete(Id());
                break;
            case < 89:
                writer.Zone(new Zone($"urn:ngsi-ld:AdministrativeArea:{random.Next(3)}", "Phường", random.Next(3), null, Square()));
                break;
            case < 91:
                writer.Road($"urn:ngsi-ld:RoadSegment:{random.Next(3)}", [.. Enumerable.Range(0, random.Next(2) * 3).Select(_ => Place())]);
                break;
            case < 95:
                writer.Tick(city.NowMs + random.Next(-1000, 200_000));
                break;
            case < 96:
                writer.Gap(city.NowMs - random.Next(100_000), city.NowMs);
                break;
            case < 98:
                writer.Source("replay", random.Next(2) == 0, city.NowMs);
                break;
            case 98 when random.Next(3) == 0:
                writer.FoldVersion(1);
                break;
            case 98:
                Define(writer);
                break;
            case 99 when partials.Count > 0 && random.Next(3) > 0:
                // What was said is carried, old and new, some of it again.
                writer.Append(partials[Math.Max(0, partials.Count - 1 - random.Next(6))], 1);
                break;
            default:
                Poison(writer);
                break;
        }
    }

    private void Command(RecordWriter writer) => writer.Command(new CommandOrder(
        Id(), ChannelNames[random.Next(ChannelNames.Length)],
        random.Next(2) == 0 ? TwinValue.Of(random.Next(3)) : TwinValue.OfCode($"word-{random.Next(4)}"), random.Next(2),
        random.Next(2) == 0 ? $"key-{random.Next(4)}" : null, random.Next(2) == 0 ? "đêm hội" : null,
        city.NowMs + random.Next(300_000), random.Next(1, 300_000)));

    private void Outcome(RecordWriter writer)
    {
        // Mostly of a command that there is, sometimes of none.
        var kept = Enumerable.Range(0, 400).Select(back => city.State.Command(city.State.Sequence - back))
            .OfType<CommandPicture>().ToList();
        var command = kept.Count > 0 && random.Next(8) > 0 ? kept[random.Next(kept.Count)] : null;
        writer.CommandOutcome(new CommandOutcome(
            command?.Sequence ?? random.Next(100), command?.Twin ?? Id(), (OutcomeKind)random.Next(1, 8),
            random.Next(2) == 0 ? "kẹt" : null));
    }

    private void Define(RecordWriter writer)
    {
        if (random.Next(4) == 0)
        {
            writer.Define(DefinitionKind.ReferenceTable, $"table-{random.Next(3)}", random.Next(4) == 0 ? null : Table, "checked");
            return;
        }

        var by = Belongings[random.Next(Belongings.Length)];
        var window = Windows[random.Next(Windows.Length)];
        var json = $$"""
            { "name": { "vi": "Đường" }, "by": {{by}}, "window": {{window}}, "staleAfter": "PT{{random.Next(1, 4)}}M",
              "revisable": "PT10M", "minShare": 0.1,
              "channels": [ { "name": "flow", "unit": "veh/h", "formula": "sum(TrafficFlowObserved.speed) + count(Vehicle.level)" },
                { "name": "least", "formula": "min(TrafficFlowObserved.speed) + previous(max(Vehicle.speed), 1)" },
                { "name": "weighted", "formula": "mean(Vehicle.speed, Vehicle.level)" }, { "name": "part", "formula": "share" } ] }
            """;
        writer.Define(DefinitionKind.Derivation, $"derivation-{random.Next(2)}", random.Next(6) == 0 ? null : json, "checked");
    }

    private void Reading(RecordWriter writer)
    {
        var value = random.Next(6) switch
        {
            0 => TwinValue.Of(random.Next(2) == 0),
            1 => TwinValue.OfCode($"word-{random.Next(4)}"),
            2 => TwinValue.OfText($"Chào {random.Next(100)}"),
            3 => TwinValue.OfPosition(Place().Longitude, Place().Latitude),
            _ => TwinValue.Of(random.Next(20)),
        };
        var observedAtMs = city.NowMs + random.Next(-4, 4) * 60_000 + (random.Next(30) == 0 ? 3_600_000 : 0);
        writer.Reading(
            random.Next(city.State.Channels.Count), value, observedAtMs, (uint)random.Next(4), (Quality)random.Next(4));
    }

    private void Register(RecordWriter writer) => writer.Register(new TwinDefinition(
        Id(),
        [.. ChannelNames.Where(_ => random.Next(3) == 0).Select(name => new ChannelDefinition(name, random.Next(2) == 0 ? "km/h" : null))],
        Attributes(static (name, json) => (name, json)),
        random.Next(2) == 0 ? [Relation()] : [],
        random.Next(2) == 0 ? TimeSpan.FromSeconds(random.Next(1, 300)) : null));

    private void Poison(RecordWriter writer)
    {
        if (random.Next(2) == 0)
        {
            writer.Reading(1_000_000, TwinValue.Of(1), city.NowMs, 0);
        }
        else
        {
            writer.Begin((RecordKind)99).Text("?").End();
        }
    }

    private ImmutableSortedDictionary<string, T> Attributes<T>(Func<string, string, (string Name, T Json)> make)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        if (random.Next(2) == 0)
        {
            var (name, json) = make("name", $"\"Trạm {random.Next(5)}\"");
            attributes[name] = json;
        }

        if (random.Next(2) == 0)
        {
            var (longitude, latitude) = Place();
            var (name, json) = make("location", Ring.Point(longitude, latitude));
            attributes[name] = json;
        }

        return attributes.ToImmutable();
    }

    private TwinRelation Relation() => new("", $"ref{random.Next(3)}", Id());

    private string Id() => $"urn:ngsi-ld:{Types[random.Next(Types.Length)]}:{random.Next(6)}";

    private (double Longitude, double Latitude) Place() => (105.8 + random.Next(100) * 0.0001, 21.0 + random.Next(100) * 0.0001);

    private string Square()
    {
        var (x, y) = Place();
        return Ring.Polygon(Ring.Of((decimal)x, (decimal)y, (decimal)x + 0.005m, (decimal)y + 0.005m));
    }
}
