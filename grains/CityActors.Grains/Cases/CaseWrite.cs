using System.Collections.Immutable;

namespace CityActors.Grains.Cases;

/// <summary>What is written in one transaction: all of it or nothing.</summary>
/// <param name="At">When, UTC; kept to the millisecond.</param>
/// <param name="Tenant">Whose city.</param>
/// <param name="Actor">Who or what.</param>
public sealed record CaseWrite(DateTimeOffset At, string Tenant, string Actor)
{
    /// <summary>Events of cases, with what lists show of them. At most one a case.</summary>
    public ImmutableArray<CaseAppend> Appends { get; init; } = [];

    /// <summary>What is to be told because of it. One that waits already (same topic and id) is not written again.</summary>
    public ImmutableArray<CaseMessage> Messages { get; init; } = [];

    /// <summary>Messages that this write has dealt with: as <see cref="ICaseStore.Acknowledge"/>, in the same transaction.</summary>
    public ImmutableArray<long> Acknowledged { get; init; } = [];

    /// <summary>How far a follower is with this write; null: it is no follower's.</summary>
    public CaseWatermark? Watermark { get; init; }
}

/// <summary>Events of one case.</summary>
/// <param name="Case">Which.</param>
/// <param name="Expected">Version that the events are decided on; 0: the case is not there yet.</param>
/// <param name="Events">In order; may be empty when only a row or a key is kept.</param>
/// <param name="Row">What lists show of it afterwards; null leaves the row as it is.</param>
/// <param name="Key">The key that the mover gave; null when he gave none.</param>
public sealed record CaseAppend(
    CaseId Case, long Expected, ImmutableArray<CaseDraft> Events, CaseRow? Row = null, CaseKey? Key = null);

/// <summary>By which a repeated move is known.</summary>
/// <param name="Key">1-128 characters; counts within the case.</param>
/// <param name="Content">What was asked for, so that another content under the same key is found: a hash, at most 128 characters.</param>
/// <param name="Answer">What was answered, at most 64 KiB; comes back to whoever asks again.</param>
public sealed record CaseKey(string Key, string Content, string Answer);

/// <summary>A move that was made under a key.</summary>
/// <param name="Content">What was asked for.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Version">Version of the case after it.</param>
/// <param name="Position">Position of the case's newest event after it.</param>
public sealed record CaseMemory(string Content, string Answer, long Version, long Position);

/// <summary>How far a follower of the change log is.</summary>
/// <param name="Follower">Its name.</param>
/// <param name="Partition">Partition.</param>
/// <param name="UpTo">Newest sequence that is dealt with. A write that is not above what is kept is not made at all.</param>
public sealed record CaseWatermark(string Follower, int Partition, long UpTo);

/// <summary>What became of a write.</summary>
/// <param name="IsWritten">False: its watermark had been reached before, nothing was done.</param>
/// <param name="Heads">Where each case of <see cref="CaseWrite.Appends"/> stands now, in their order.</param>
/// <param name="Position">Position of the newest event of the store.</param>
public sealed record CaseReceipt(bool IsWritten, ImmutableArray<CaseHead> Heads, long Position);

/// <summary>Where a case stands.</summary>
/// <param name="Version">Version of its newest event; 0 when there is none.</param>
/// <param name="Position">Its position; 0 when there is none.</param>
public readonly record struct CaseHead(long Version, long Position);
