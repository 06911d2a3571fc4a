using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents.Moves;
using CityActors.Domain.WorkOrders;
using CityActors.Grains.Cases;
using CityActors.Identity;
using CityActors.WorkOrders;

namespace CityActors.Grains.WorkOrders;

/// <summary>The crews. Calls take turns, so that their number stays in bounds.</summary>
internal sealed class CrewsGrain(ICaseStore store, TimeProvider time) : Grain, ICrewsGrain
{
    private const string Kind = "crew";
    private const string PutAt = "putAt";
    private const int PageMax = 1_000;

    /// <summary>By what crews are listed.</summary>
    public static CaseIndex Index { get; } = new(
        Kind, 1, PutAt, [new(PutAt, CaseColumnKind.Number)],
        static events => Row(CaseJson.Read<Crew>(events[^1].Body), events[^1].At));

    /// <summary>A crew; null when it is not known.</summary>
    public static async Task<Crew?> Find(ICaseStore store, string id) =>
        await store.Rows(Kind, [id]) is [var found] ? CaseJson.Read<Crew>(found.Summary) : null;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Crew>> List()
    {
        var crews = new List<Crew>();
        string? after = null;
        do
        {
            var page = await store.Find(new CaseQuery(Kind, [], after, PageMax));
            crews.AddRange(page.Rows.Select(static found => CaseJson.Read<Crew>(found.Summary)));
            after = page.Next;
        }
        while (after is not null);
        return [.. crews.OrderBy(static crew => crew.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<MoveAnswer> Put(Crew crew, MoveOrder order)
    {
        if ((IncidentChecks.Order(order) ?? CrewRules.Check(crew)) is { } wrong)
        {
            return new MoveAnswer(MoveOutcome.Invalid, crew.Id, 0, 0, wrong, [], null, null);
        }

        var (at, id, body) = (time.GetUtcNow(), new CaseId(Kind, crew.Id), CaseJson.Write(crew));
        var hash = Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(body)));
        if (order.Key is { } key && await store.Remembered(id, key) is { } memory)
        {
            return memory.Content == hash
                ? new MoveAnswer(MoveOutcome.Unchanged, crew.Id, memory.Version, memory.Position, null, [], null, null)
                : Not(crew, $"The key '{key}' was used for another content of crew {crew.Id} before.");
        }

        var head = await store.Rows(Kind, [crew.Id]) is [var found] ? found.Head : default;
        if (head.Version == 0 && (await store.Count(Kind, [], [])).Sum(static count => count.Count) >= CrewRules.CrewsMax)
        {
            return Not(crew, $"Expected at most {CrewRules.CrewsMax} crews.");
        }

        if (order.Expected is { } expected && expected != head.Version)
        {
            return new MoveAnswer(
                MoveOutcome.Conflict, crew.Id, head.Version, head.Position, $"Expected version {expected}, it is {head.Version}.", [], null,
                null);
        }

        var receipt = await store.Write(new CaseWrite(at, Caller.Tenant, Caller.Actor)
        {
            Appends =
            [
                new CaseAppend(
                    id, head.Version, [new CaseDraft("put", body)], Row(crew, at), order.Key is null ? null : new(order.Key, hash, "")),
            ],
        });
        return new MoveAnswer(
            MoveOutcome.Done, crew.Id, receipt.Heads[0].Version, receipt.Heads[0].Position, null, [], null, null);
    }

    private static CaseRow Row(Crew crew, DateTimeOffset at) => CaseRow.Of(CaseJson.Write(crew)).With(PutAt, at);

    private static MoveAnswer Not(Crew crew, string why) => new(MoveOutcome.Invalid, crew.Id, 0, 0, why, [], null, null);
}
