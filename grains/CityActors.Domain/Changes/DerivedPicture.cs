using System.Collections.Immutable;
using CityActors.Domain.Log;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Changes;

/// <summary>How a window of a derived twin stands after an evaluation.</summary>
/// <param name="Definition">Id of the derivation.</param>
/// <param name="Version">Version of the derivation that it was made by.</param>
/// <param name="Target">URN of the derived twin.</param>
/// <param name="Zone">URN of the zone that it speaks of; null when none is known.</param>
/// <param name="StartMs">Start of the window, Unix milliseconds, exclusive.</param>
/// <param name="EndMs">End of the window, Unix milliseconds, inclusive; the readings that follow from it are observed then.</param>
/// <param name="Revision">From 1 when the window closes; grows with each better value; 0 while it is open.</param>
/// <param name="Final">Whether the window is closed.</param>
/// <param name="Members">Twins that belong to it.</param>
/// <param name="Contributing">Twins whose readings are in the values.</param>
/// <param name="Stale">Twins that are silent for longer than the definition allows.</param>
/// <param name="Late">Readings that came too late to change it.</param>
/// <param name="Values">One for each output of the definition; of kind <see cref="ValueKind.None"/> when it is grey.</param>
public sealed record DerivedPicture(
    string Definition,
    int Version,
    string Target,
    string? Zone,
    long StartMs,
    long EndMs,
    int Revision,
    bool Final,
    long Members,
    long Contributing,
    long Stale,
    long Late,
    ImmutableArray<DerivedValue> Values)
{
    /// <summary>Share of the twins that contribute, 0-1; 0 when there are none.</summary>
    public double Share => Members > 0 ? (double)Contributing / Members : 0;

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, DerivedPicture picture)
    {
        writer.Text(picture.Definition).Number(picture.Version).Text(picture.Target).Text(picture.Zone).Number(picture.StartMs)
            .Number(picture.EndMs).Number(picture.Revision).Number(picture.Final ? 1 : 0).Number(picture.Members)
            .Number(picture.Contributing).Number(picture.Stale).Number(picture.Late).Number(picture.Values.Length);
        foreach (var (channel, value) in picture.Values)
        {
            writer.Text(channel).Number((long)value.Kind).Number(value.Bits).Text(value.Text);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static DerivedPicture Read(RecordReader fields) => new(
        fields.RequiredText(), checked((int)fields.Number()), fields.RequiredText(), fields.Text(), fields.Number(), fields.Number(),
        checked((int)fields.Number()), fields.Number() != 0, fields.Number(), fields.Number(), fields.Number(), fields.Number(),
        ReadValues(ref fields));

    private static ImmutableArray<DerivedValue> ReadValues(ref RecordReader fields)
    {
        var values = ImmutableArray.CreateBuilder<DerivedValue>();
        for (var count = fields.Number(); count > 0; count--)
        {
            values.Add(new DerivedValue(
                fields.RequiredText(), new TwinValue((ValueKind)fields.Number(), fields.Number(), fields.Text())));
        }

        return values.ToImmutable();
    }
}

/// <summary>A value of an output.</summary>
/// <param name="Channel">Channel of the derived twin.</param>
/// <param name="Value">The value; of kind <see cref="ValueKind.None"/> when it is grey.</param>
public readonly record struct DerivedValue(string Channel, TwinValue Value);
