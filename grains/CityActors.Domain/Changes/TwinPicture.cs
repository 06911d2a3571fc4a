using System.Collections.Immutable;
using CityActors.Domain.Log;
using CityActors.Twins;

namespace CityActors.Domain.Changes;

/// <summary>The whole description of a twin after a change: what projections need.</summary>
/// <param name="Id">URN.</param>
/// <param name="Attributes">Attribute name → JSON.</param>
/// <param name="Relations">Outgoing relations.</param>
/// <param name="Zone">URN of the zone it is bound to; null outside every zone.</param>
public sealed record TwinPicture(
    string Id,
    ImmutableSortedDictionary<string, string> Attributes,
    ImmutableArray<TwinRelation> Relations,
    string? Zone)
{
    /// <summary>No attributes, in the order that all attributes are kept in.</summary>
    public static readonly ImmutableSortedDictionary<string, string> NoAttributes =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, TwinPicture picture)
    {
        writer.Text(picture.Id).Text(picture.Zone).Number(picture.Attributes.Count);
        foreach (var (name, json) in picture.Attributes)
        {
            writer.Text(name).Text(json);
        }

        writer.Number(picture.Relations.Length);
        foreach (var relation in picture.Relations)
        {
            writer.Text(relation.Name).Text(relation.Object);
        }
    }

    /// <summary>JSON of one attribute without making the others; null when it is not there.</summary>
    public static string? Attribute(RecordReader fields, ReadOnlySpan<byte> name)
    {
        fields.SkipText();
        fields.SkipText();
        for (var count = fields.Number(); count > 0; count--)
        {
            var found = fields.Utf8Text().SequenceEqual(name);
            if (found)
            {
                return fields.Text();
            }

            fields.SkipText();
        }

        return null;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TwinPicture Read(RecordReader fields)
    {
        var id = fields.RequiredText();
        var zone = fields.Text();
        var attributes = NoAttributes.ToBuilder();
        for (var count = fields.Number(); count > 0; count--)
        {
            attributes[fields.RequiredText()] = fields.RequiredText();
        }

        var relations = ImmutableArray.CreateBuilder<TwinRelation>();
        for (var count = fields.Number(); count > 0; count--)
        {
            relations.Add(new TwinRelation(id, fields.RequiredText(), fields.RequiredText()));
        }

        return new TwinPicture(id, attributes.ToImmutable(), relations.ToImmutable(), zone);
    }
}

/// <summary>The names behind a channel handle.</summary>
public sealed record ChannelNaming(string Twin, string Channel, string? Unit)
{
    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, ChannelNaming naming) =>
        writer.Text(naming.Twin).Text(naming.Channel).Text(naming.Unit);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ChannelNaming Read(RecordReader fields) => new(fields.RequiredText(), fields.RequiredText(), fields.Text());
}
