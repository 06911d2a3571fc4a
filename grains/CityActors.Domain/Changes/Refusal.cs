using CityActors.Domain.Log;

namespace CityActors.Domain.Changes;

/// <summary>Why a record was set aside by the fold, with the record itself.</summary>
/// <param name="Source">Actor of the frame the record came in.</param>
/// <param name="Twin">URN of the twin it speaks of; null when it speaks of none.</param>
/// <param name="Reason">Word for counting: <c>future</c> or <c>poison</c>.</param>
/// <param name="Detail">Sentence: what was expected, what came.</param>
/// <param name="Record">The encoded record.</param>
public sealed record Refusal(string Source, string? Twin, string Reason, string Detail, byte[] Record)
{
    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, Refusal refusal) =>
        writer.Text(refusal.Source).Text(refusal.Twin).Text(refusal.Reason).Text(refusal.Detail)
            .Text(Convert.ToBase64String(refusal.Record));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Refusal Read(RecordReader fields) => new(
        fields.RequiredText(), fields.Text(), fields.RequiredText(), fields.RequiredText(),
        Convert.FromBase64String(fields.RequiredText()));
}
