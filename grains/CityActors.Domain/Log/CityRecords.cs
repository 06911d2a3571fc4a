using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Log;

/// <summary>Writes the records that are not readings. Their fields in order are part of the data format.</summary>
public static class CityRecords
{
    /// <summary>A twin with its channels, attributes and relations becomes known, or more of it.</summary>
    public static void Register(this RecordWriter writer, TwinDefinition definition)
    {
        writer.Begin(RecordKind.Register).Text(definition.Id)
            .Number(definition.ExpiresAfter is { } silence ? (long)silence.TotalSeconds : 0)
            .Number(definition.Channels.Length);
        foreach (var channel in definition.Channels)
        {
            writer.Text(channel.Name).Text(channel.Unit);
        }

        writer.Number(definition.Attributes.Count);
        foreach (var (name, json) in definition.Attributes)
        {
            writer.Text(name).Text(json);
        }

        writer.Number(definition.Relations.Length);
        foreach (var relation in definition.Relations)
        {
            writer.Text(relation.Name).Text(relation.Object);
        }

        writer.End();
    }

    /// <summary>Attributes (null removes) and relations of a known twin change.</summary>
    public static void Describe(
        this RecordWriter writer, string id, ImmutableSortedDictionary<string, string?> attributes,
        ImmutableArray<TwinRelation> relate, ImmutableArray<TwinRelation> unrelate)
    {
        writer.Begin(RecordKind.Describe).Text(id).Number(attributes.Count);
        foreach (var (name, json) in attributes)
        {
            writer.Text(name).Text(json);
        }

        foreach (var relations in (ReadOnlySpan<ImmutableArray<TwinRelation>>)[relate, unrelate])
        {
            writer.Number(relations.Length);
            foreach (var relation in relations)
            {
                writer.Text(relation.Name).Text(relation.Object);
            }
        }

        writer.End();
    }

    /// <summary>A twin is deleted.</summary>
    public static void Delete(this RecordWriter writer, string id) => writer.Begin(RecordKind.Delete).Text(id).End();

    /// <summary>A zone is defined; goes to every partition.</summary>
    public static void Zone(this RecordWriter writer, Zone zone)
    {
        ZonePicture.Write(writer.Begin(RecordKind.Zone), zone);
        writer.End();
    }

    /// <summary>A road segment's line is defined; goes to every partition.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="id">URN of the road segment.</param>
    /// <param name="line">Places along it in WGS 84 degrees, 2-10,000; empty: the segment is gone.</param>
    public static void Road(this RecordWriter writer, string id, IReadOnlyList<(double Longitude, double Latitude)> line)
    {
        writer.Begin(RecordKind.Road).Text(id).Number(line.Count);
        foreach (var (longitude, latitude) in line)
        {
            writer.Number((long)Math.Round(longitude * TwinValue.UnitsPerDegree))
                .Number((long)Math.Round(latitude * TwinValue.UnitsPerDegree));
        }

        writer.End();
    }

    /// <summary>Time passed: it is now <paramref name="nowMs"/>, Unix milliseconds.</summary>
    public static void Tick(this RecordWriter writer, long nowMs) => writer.Begin(RecordKind.Tick).Number(nowMs).End();

    /// <summary>The city was down: what was silent in between could not be heard.</summary>
    public static void Gap(this RecordWriter writer, long fromMs, long toMs) =>
        writer.Begin(RecordKind.Gap).Number(fromMs).Number(toMs).End();

    /// <summary>The record at <paramref name="sequence"/> is not folded.</summary>
    public static void Skip(this RecordWriter writer, long sequence, string reason) =>
        writer.Begin(RecordKind.Skip).Number(sequence).Text(reason).End();

    /// <summary>
    /// A source (the actor of a frame) declares what its times mean. A replay of recorded data is not refused for times ahead
    /// of its arrival; <paramref name="epochMs"/> says, for the record, which moment its first time stands for.
    /// </summary>
    public static void Source(this RecordWriter writer, string actor, bool isReplay, long epochMs) =>
        writer.Begin(RecordKind.Source, (byte)(isReplay ? 1 : 0)).Text(actor).Number(epochMs).End();

    /// <summary>A definition has a new version; goes to every partition.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="kind">What it defines.</param>
    /// <param name="id">Its id, unique within the kind.</param>
    /// <param name="json">The definition; null: it is retired.</param>
    /// <param name="why">The reason its author gives.</param>
    public static void Define(this RecordWriter writer, DefinitionKind kind, string id, string? json, string why) =>
        writer.Begin(RecordKind.Define, (byte)kind).Text(id).Text(json).Text(why).End();

    /// <summary>Reads what <see cref="Define"/> wrote.</summary>
    /// <exception cref="FormatException">It is no definition, or too long.</exception>
    public static (DefinitionKind Kind, string Id, string? Json, string Why) ReadDefine(ref RecordReader record)
    {
        var kind = (DefinitionKind)record.Sub;
        var (id, json, why) = (record.RequiredText(), record.Text(), record.RequiredText());
        return Enum.IsDefined(kind) && (json is null || json.Length <= DefinitionShelf.JsonBytesMax)
            ? (kind, id, json, why)
            : throw new FormatException(
                $"Definition {id}: expected a known kind and at most {DefinitionShelf.JsonBytesMax:N0} bytes, got {(byte)kind} and "
                + $"{json?.Length ?? 0:N0}.");
    }

    /// <summary>From here on records are folded by this version.</summary>
    public static void FoldVersion(this RecordWriter writer, int version) =>
        writer.Begin(RecordKind.FoldVersion).Number(version).End();
}
