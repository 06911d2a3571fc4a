namespace CityActors.Grains.Cases;

/// <summary>Something that happened to a case. Never changed once written.</summary>
/// <param name="Case">To which.</param>
/// <param name="Version">Number in the case, from 1, without gaps.</param>
/// <param name="Position">Place among the events of all cases, from 1, growing.</param>
/// <param name="At">When, UTC, to the millisecond.</param>
/// <param name="Tenant">Whose city.</param>
/// <param name="Actor">Who or what.</param>
/// <param name="Type">A word that says what: <c>raised</c>, <c>acknowledged</c>…</param>
/// <param name="Body">What belongs to it, a JSON object.</param>
public sealed record CaseEvent(
    CaseId Case, long Version, long Position, DateTimeOffset At, string Tenant, string Actor, string Type, string Body);

/// <summary>An event that is to be written.</summary>
/// <param name="Type">A word that says what, 1-64 characters.</param>
/// <param name="Body">What belongs to it, a JSON object of at most 256 KiB.</param>
public sealed record CaseDraft(string Type, string Body);
