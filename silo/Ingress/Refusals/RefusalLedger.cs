using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Payloads;

namespace CityActors.Silo.Ingress.Refusals;

/// <summary>
/// What is refused is counted by its reason, logged once per source and reason, and kept in the quarantine. Nothing is dropped
/// without a trace, and nobody can fill the log by sending nonsense.
/// </summary>
internal sealed partial class RefusalLedger(QuarantineOutbox outbox, ILogger<RefusalLedger> logger)
{
    private const int LoggedMax = 10_000;

    private readonly HashSet<(string Actor, string Reason)> logged = [];
    private readonly Lock gate = new();
    private bool full;

    /// <summary>Notes a refusal and keeps what was refused.</summary>
    /// <param name="source">Who sent it.</param>
    /// <param name="topic">Topic or path it came on.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="format">How to read it again.</param>
    /// <param name="payload">What came, or the line of it.</param>
    public void Refuse(
        IngestSource source, string topic, in PayloadRefusal refusal, PayloadFormat format, ReadOnlySpan<byte> payload)
    {
        Count(source, refusal.Reason, refusal.Detail, 1);
        if (source.Door != Doors.Quarantine)
        {
            outbox.Offer(source.Actor, topic, refusal.Reason, refusal.Detail, format.ContentType(), payload);
        }
    }

    /// <summary>Notes refusals of which nothing is kept: what came was too much or too large, or is to be sent again.</summary>
    public void Count(IngestSource source, string reason, string detail, int records)
    {
        IngressMeters.Refused(source.Door, reason, records);
        lock (gate)
        {
            if (full || !logged.Add((source.Actor, reason)))
            {
                return;
            }

            full = logged.Count >= LoggedMax;
        }

        FirstRefusal(source.Actor, source.Door, reason, detail);
        if (full)
        {
            LedgerFull(LoggedMax);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Actor} ({Door}) is refused: {Reason}. {Detail} Further ones are counted only.")]
    private partial void FirstRefusal(string actor, string door, string reason, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sources} sources were refused; those of further sources are counted only.")]
    private partial void LedgerFull(int sources);
}
