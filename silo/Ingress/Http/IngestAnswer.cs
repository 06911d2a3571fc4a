using System.Text.Json.Serialization;
using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Silo.Ingress.Http;

/// <summary>What a sender is told when not everything was kept (RFC 9457, application/problem+json).</summary>
/// <param name="Title">In short.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">Sentence.</param>
/// <param name="Accepted">Readings that are durable.</param>
/// <param name="RefusedCount">Records, lines or readings that are refused.</param>
/// <param name="Refused">The first of them.</param>
internal sealed record IngestAnswer(
    string Title, int Status, string Detail, long Accepted, long RefusedCount, IReadOnlyList<RefusedRecord> Refused);

/// <summary>A refused record or line.</summary>
/// <param name="Line">Line of line protocol, from 1.</param>
/// <param name="Record">Record of a SenML pack, from 1.</param>
/// <param name="Reason">Word for counting.</param>
/// <param name="Detail">Sentence.</param>
internal sealed record RefusedRecord(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Line,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Record,
    string Reason,
    string Detail);

/// <summary>Collects what became of a request's readings.</summary>
internal sealed class IngestTally(bool isLines, int listedMax)
{
    private readonly List<RefusedRecord> refused = [];

    /// <summary>Readings that are durable.</summary>
    public long Accepted { get; set; }

    /// <summary>Records, lines or readings that are refused.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Adds a refusal.</summary>
    public void Refuse(in PayloadRefusal refusal)
    {
        RefusedCount++;
        if (refused.Count < listedMax)
        {
            int? number = refusal.Record > 0 ? refusal.Record : null;
            refused.Add(new RefusedRecord(isLines ? number : null, isLines ? null : number, refusal.Reason, refusal.Detail));
        }
    }

    /// <summary>204 when everything is durable; else a body that says what is not.</summary>
    public IResult Result() => RefusedCount == 0
        ? TypedResults.NoContent()
        : Problem(StatusCodes.Status400BadRequest, "Partly or wholly refused",
            $"{Accepted} readings are durable, {RefusedCount} records were refused.");

    /// <summary>Any other end, with what was kept before it.</summary>
    public IResult Problem(int status, string title, string detail) => TypedResults.Json(
        new IngestAnswer(title, status, detail, Accepted, RefusedCount, refused),
        contentType: "application/problem+json", statusCode: status);
}
