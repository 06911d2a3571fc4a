using System.Collections.Immutable;
using CityActors.Grains.Cases;

namespace CityActors.Edge.Tests.Cases;

/// <summary>What the tests of stores of cases begin with: a kind with one column of each sort.</summary>
public abstract class CaseStoreKit
{
    /// <summary>The kind that is listed.</summary>
    protected const string Kind = "test-case";

    /// <summary>Its index.</summary>
    protected static CaseIndex Index { get; } = new(
        Kind,
        1,
        "raisedAt",
        [
            new("raisedAt", CaseColumnKind.Number), new("severity", CaseColumnKind.Number), new("phase", CaseColumnKind.Number),
            new("zone", CaseColumnKind.Text), new("twins", CaseColumnKind.Set), new("words", CaseColumnKind.Words),
        ],
        static events => CaseRow.Of(events[^1].Body).With("raisedAt", events.Count));

    /// <summary>The store under test; the same one when called again.</summary>
    protected abstract ICaseStore Store { get; }

    /// <summary>Closes the store and opens it again on the same data, with this index instead.</summary>
    protected abstract Task<ICaseStore> Reopen(CaseIndex? index = null);

    /// <summary>A case of the listed kind.</summary>
    protected static CaseId Case(string id) => new(Kind, id);

    /// <summary>Some event.</summary>
    protected static CaseDraft Draft() => new("raised", "{}");

    /// <summary>A row that was raised at a time.</summary>
    protected static CaseRow Row(long raisedAt, string summary = "{}") => CaseRow.Of(summary).With("raisedAt", raisedAt);

    /// <summary>A write of somebody.</summary>
    protected static CaseWrite Plain(params ImmutableArray<CaseAppend> appends) =>
        new(DateTimeOffset.UnixEpoch, "default", "test") { Appends = appends };

    /// <summary>Appends some event.</summary>
    protected Task<CaseReceipt> Append(string id, long expected, CaseRow? row = null) =>
        Store.Write(Plain(new CaseAppend(Case(id), expected, [Draft()], row ?? Row(expected))));
}
