using System.Collections.Immutable;

namespace CityActors.Quarantine;

/// <summary>What was refused or set aside, kept with its reason until somebody deals with it. Keyed by 0.</summary>
[Alias("city.IQuarantineGrain")]
public interface IQuarantineGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Keeps an entry. Idempotent by <see cref="QuarantineEntry.Id"/>. Beyond the limit the oldest of the same source goes, counted.
    /// </summary>
    [Alias("Keep")]
    Task Keep(ImmutableArray<QuarantineEntry> entries);

    /// <summary>A page, newest first.</summary>
    /// <param name="source">Only this source; null: all.</param>
    /// <param name="before">Id before which the page starts (as returned by the last page); null: from the newest.</param>
    /// <param name="most">1-1,000.</param>
    [Alias("List")]
    Task<QuarantinePage> List(string? source, string? before, int most);

    /// <summary>
    /// Feeds entries through ingress again; those that pass leave the quarantine, those that do not stay with the new reason.
    /// </summary>
    [Alias("Replay")]
    Task<QuarantineReplay> Replay(ImmutableArray<string> ids);

    /// <summary>Removes entries for good.</summary>
    [Alias("Discard")]
    Task<int> Discard(ImmutableArray<string> ids);
}

/// <summary>Something that was refused or set aside.</summary>
/// <param name="Id">Name of the entry: derived from position and index when it came out of the log, else from source and arrival.</param>
/// <param name="Source">Who sent it: client id, API key, file.</param>
/// <param name="Topic">Topic, path or record type it came on.</param>
/// <param name="Reason">Word for counting: <c>future</c>, <c>poison</c>, <c>unknown-twin</c>, <c>syntax</c>, <c>range</c>,
/// <c>too-large</c>…</param>
/// <param name="Detail">Sentence: what was expected, what came, where.</param>
/// <param name="ArrivedAt">UTC.</param>
/// <param name="ContentType">How to read the payload: <c>application/senml+json</c>, <c>application/senml+cbor</c>,
/// <c>application/json</c>, <c>text/plain</c> (line protocol), <c>application/vnd.city.record</c> (a log record).</param>
/// <param name="Payload">What came, cut at 64 KiB.</param>
[GenerateSerializer, Immutable, Alias("city.QuarantineEntry")]
public sealed record QuarantineEntry(
    [property: Id(0)] string Id,
    [property: Id(1)] string Source,
    [property: Id(2)] string Topic,
    [property: Id(3)] string Reason,
    [property: Id(4)] string Detail,
    [property: Id(5)] DateTimeOffset ArrivedAt,
    [property: Id(6)] string ContentType,
    [property: Id(7)] ImmutableArray<byte> Payload);

/// <summary>A page of the quarantine.</summary>
[GenerateSerializer, Immutable, Alias("city.QuarantinePage")]
public sealed record QuarantinePage(
    [property: Id(0)] ImmutableArray<QuarantineEntry> Entries,
    [property: Id(1)] string? Next,
    [property: Id(2)] long Total);

/// <summary>What became of entries that were fed again.</summary>
[GenerateSerializer, Immutable, Alias("city.QuarantineReplay")]
public readonly record struct QuarantineReplay(
    [property: Id(0)] int Accepted, [property: Id(1)] int Refused, [property: Id(2)] int Unknown);
