using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Twins;

/// <summary>
/// A record that makes the fold throw leaves nothing behind: the fold that met it and was told to skip it, and the fold that knew of the
/// skip before, have the same state and said the same.
/// </summary>
public sealed class PoisonReplayTests
{
    private const string Id = "urn:ngsi-ld:Sensor:a";
    private const long Noon = 1_790_000_000_000;

    public static TheoryData<string, int> Broken()
    {
        var cases = new TheoryData<string, int>();
        foreach (var (name, bytes) in Whole())
        {
            for (var cut = 1; cut <= bytes.Length - RecordWriter.HeaderBytes; cut += 1 + (bytes.Length / 40))
            {
                cases.Add(name, cut);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Record_cut_short_leaves_the_same_state_whether_it_was_met_or_known_of(string name, int cut)
    {
        var whole = Whole().Single(record => record.Name == name).Bytes;
        var broken = whole[..^cut];
        BitConverter.TryWriteBytes(broken.AsSpan(4), broken.Length - RecordWriter.HeaderBytes);

        var met = Fold(broken, null);
        if (met.Poison is not { } reason)
        {
            return; // what is left of it is a whole record of its own
        }

        var knew = Fold(broken, reason);

        Assert.Equal(knew.Hash, met.Hash);
        Assert.Equal(knew.Told, met.Told);
    }

    /// <summary>Folds a city of one twin, the broken record and a reading after it.</summary>
    private static (ulong Hash, string Told, string? Poison) Fold(byte[] broken, string? known)
    {
        var fold = new ShardFold(new ShardState(1, 0, 1));
        var changes = new ChangeWriter();
        var writer = new RecordWriter();
        writer.Register(Definition(Id, "\"first\""));
        writer.Append(broken, 1);
        writer.Reading(0, TwinValue.Of(5), Noon, 0);
        writer.Describe(Id, ImmutableSortedDictionary<string, string?>.Empty.Add("name", "\"second\""), [], []);
        var frame = new LogFrame
        {
            Generation = 1, Partition = 0, FirstSequence = 0, Count = writer.Count, ArrivedAtMs = Noon, Tenant = "hanoi", Actor = "test",
            Records = writer.Written.ToArray(),
        };
        if (known is not null)
        {
            fold.Skip(1, known);
        }

        string? poison = null;
        while (fold.Fold(frame, changes).Poison is { } found)
        {
            Assert.Null(poison);
            Assert.Equal(1, found.Sequence);
            poison = found.Reason;
            fold.Skip(found.Sequence, found.Reason);
        }

        return (fold.State.Hash(), Convert.ToHexString(changes.Written.Span), poison);
    }

    private static TwinDefinition Definition(string id, string name) => TwinDefinition.Bare(id) with
    {
        Channels = [new("level", "m"), new("speed", null)],
        Attributes = ImmutableSortedDictionary<string, string>.Empty.Add("name", name)
            .Add("location", """{"type":"Point","coordinates":[105.85,21.03]}"""),
        Relations = [new TwinRelation(id, "refBuilding", "urn:ngsi-ld:Building:b")],
        ExpiresAfter = TimeSpan.FromMinutes(5),
    };

    private static IEnumerable<(string Name, byte[] Bytes)> Whole()
    {
        yield return ("register a new twin", Record(static writer => writer.Register(Definition("urn:ngsi-ld:Sensor:b", "\"b\""))));
        yield return ("register a known twin", Record(static writer => writer.Register(Definition(Id, "\"again\""))));
        yield return ("describe", Record(static writer => writer.Describe(
            Id, ImmutableSortedDictionary<string, string?>.Empty.Add("name", "\"x\"").Add("location", null),
            [new TwinRelation(Id, "refZone", "urn:ngsi-ld:Zone:z")], [new TwinRelation(Id, "refBuilding", "urn:ngsi-ld:Building:b")])));
        yield return ("delete", Record(static writer => writer.Delete(Id)));
        yield return ("zone", Record(static writer => writer.Zone(new Zone(
            "urn:ngsi-ld:Zone:z", "Ba Đình", 8, null,
            """{"type":"Polygon","coordinates":[[[105.8,21.0],[105.9,21.0],[105.9,21.1],[105.8,21.1],[105.8,21.0]]]}"""))));
        yield return ("road", Record(static writer => writer.Road("urn:ngsi-ld:RoadSegment:r", [(105.8, 21.0), (105.9, 21.1)])));
        yield return ("tick", Record(static writer => writer.Tick(Noon + 600_000)));
        yield return ("gap", Record(static writer => writer.Gap(Noon, Noon + 60_000)));
        yield return ("reading", Record(static writer => writer.Reading(0, TwinValue.Of(4), Noon - 1, 3)));
        yield return ("text", Record(static writer => writer.Reading(1, TwinValue.OfText("đầy"), Noon - 1, 3)));
    }

    private static byte[] Record(Action<RecordWriter> write)
    {
        var writer = new RecordWriter();
        write(writer);
        return writer.Written.ToArray();
    }
}
