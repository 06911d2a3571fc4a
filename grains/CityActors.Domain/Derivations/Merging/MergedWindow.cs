using CityActors.Domain.Derivations.Sums;
using CityActors.Domain.Log;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Derivations.Merging;

/// <summary>A window of a derived twin as it was evaluated.</summary>
internal sealed class MergedWindow
{
    /// <summary>End of the window, Unix milliseconds.</summary>
    public required long EndMs { get; init; }

    /// <summary>From 1; 0: it is open.</summary>
    public int Revision { get; set; }

    /// <summary>Version of the definition that it was made by.</summary>
    public required int Version { get; init; }

    /// <summary>Twins that belong to it.</summary>
    public required long Members { get; init; }

    /// <summary>Twins that contribute.</summary>
    public required long Contributing { get; init; }

    /// <summary>Twins that are silent for too long.</summary>
    public required long Stale { get; init; }

    /// <summary>Readings that came too late.</summary>
    public required long Late { get; init; }

    /// <summary>A value for each output; of kind <see cref="ValueKind.None"/> when it is grey.</summary>
    public required TwinValue[] Values { get; init; }

    /// <summary>A value for each aggregate, NaN when there is none: what later windows look back at.</summary>
    public required double[] Aggregates { get; init; }

    /// <summary>Whether another evaluation of the same window says something else.</summary>
    public bool Differs(MergedWindow other) =>
        Contributing != other.Contributing || !Values.AsSpan().SequenceEqual(other.Values)
        || !Aggregates.AsSpan().SequenceEqual(other.Aggregates);

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, MergedWindow window)
    {
        writer.Number(window.EndMs).Number(window.Revision).Number(window.Version).Number(window.Members).Number(window.Contributing)
            .Number(window.Stale).Number(window.Late).Number(window.Values.Length);
        foreach (var value in window.Values)
        {
            writer.Number((long)value.Kind).Number(value.Bits).Text(value.Text);
        }

        writer.Number(window.Aggregates.Length);
        foreach (var value in window.Aggregates)
        {
            TermSums.Write(writer, value);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static MergedWindow Read(ref RecordReader fields)
    {
        var (end, revision, version) = (fields.Number(), (int)fields.Number(), (int)fields.Number());
        var (members, contributing, stale, late) = (fields.Number(), fields.Number(), fields.Number(), fields.Number());
        var values = new TwinValue[fields.Number()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new TwinValue((ValueKind)fields.Number(), fields.Number(), fields.Text());
        }

        var aggregates = new double[fields.Number()];
        for (var i = 0; i < aggregates.Length; i++)
        {
            aggregates[i] = TermSums.ReadDouble(ref fields);
        }

        return new MergedWindow
        {
            EndMs = end, Revision = revision, Version = version, Members = members, Contributing = contributing, Stale = stale,
            Late = late, Values = values, Aggregates = aggregates,
        };
    }
}
