using CityActors.Domain.Definitions;
using CityActors.Domain.Log;

namespace CityActors.Domain.Changes;

/// <summary>One version of a definition, with who made it, when and why.</summary>
/// <param name="Kind">What it defines.</param>
/// <param name="Id">Its id, unique within the kind.</param>
/// <param name="Version">From 1; counted by the fold, so that every partition counts alike.</param>
/// <param name="Json">The definition; null: it is retired.</param>
/// <param name="Actor">Who wrote it.</param>
/// <param name="AtMs">When, arrival time, Unix milliseconds.</param>
/// <param name="Why">The reason its author gave.</param>
public sealed record DefinitionPicture(
    DefinitionKind Kind, string Id, int Version, string? Json, string Actor, long AtMs, string Why)
{
    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, DefinitionPicture picture) =>
        writer.Number((long)picture.Kind).Text(picture.Id).Number(picture.Version).Text(picture.Json).Text(picture.Actor)
            .Number(picture.AtMs).Text(picture.Why);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static DefinitionPicture Read(RecordReader fields) => new(
        (DefinitionKind)fields.Number(), fields.RequiredText(), checked((int)fields.Number()), fields.Text(), fields.RequiredText(),
        fields.Number(), fields.RequiredText());
}
