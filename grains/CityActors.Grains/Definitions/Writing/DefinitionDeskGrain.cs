using System.Collections.Immutable;
using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Grains.Changes;
using CityActors.Grains.Log;
using CityActors.Grains.Twins;
using CityActors.Identity;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Definitions.Writing;

/// <summary>Checks, then writes, one call at a time.</summary>
internal sealed class DefinitionDeskGrain(
    IDefinitionStore store, ICityLog log, ShardGrains shards, WatermarkWait wait, TimeProvider time, IOptions<DefinitionOptions> options)
    : Grain, IDefinitionDeskGrain
{
    private const int DefinitionsMax = 20_000;
    private const int SownMax = 500;
    private readonly DefinitionWriter writer = new(store, log, shards, wait, time);
    private readonly DefinitionJudge judge = new(options.Value);

    /// <inheritdoc/>
    public async Task<DefinitionCheck> Check(byte kind, string id, string json)
    {
        await writer.Reached();
        return await judge.Check((DefinitionKind)kind, id, json, new DefinitionSet(store));
    }

    /// <inheritdoc/>
    public async Task<DefinitionSaved> Save(byte kind, DefinitionDraft draft)
    {
        DefinitionWords.CheckWhy(draft.Why);
        DefinitionWords.CheckExpected(draft.Expected);
        await writer.Reached();
        var sort = (DefinitionKind)kind;
        var check = await judge.Check(sort, draft.Id, draft.Json, new DefinitionSet(store));
        var newest = check.IsGood ? await store.Get(sort, draft.Id, null) : throw new DefinitionRefusedException(draft.Id, check.Problems);
        if (newest?.Json is { } json && DefinitionSpelling.AreEqual(json, draft.Json))
        {
            return new DefinitionSaved(newest.Position, newest.Stamp.Version, IsChanged: false);
        }

        Expect(draft.Id, draft.Expected, newest);
        if (newest is null && await store.Count() >= DefinitionsMax)
        {
            throw new ArgumentException($"Expected at most {DefinitionsMax:N0} definitions in a city; '{draft.Id}' is one too many.");
        }

        return await Write(sort, draft.Id, DefinitionSpelling.Of(draft.Json), draft.Why);
    }

    /// <inheritdoc/>
    public async Task<DefinitionSaved> Retire(byte kind, string id, int? expected, string why)
    {
        DefinitionWords.CheckId(id);
        DefinitionWords.CheckWhy(why);
        DefinitionWords.CheckExpected(expected);
        await writer.Reached();
        var sort = (DefinitionKind)kind;
        var newest = await store.Get(sort, id, null) ?? throw new DefinitionNotFoundException(id, null);
        if (newest.State == DefinitionState.Retired)
        {
            return new DefinitionSaved(newest.Position, newest.Stamp.Version, IsChanged: false);
        }

        Expect(id, expected, newest);
        var problems = await judge.CheckRetired(sort, id, new DefinitionSet(store));
        return problems.IsEmpty ? await Write(sort, id, null, why) : throw new DefinitionRefusedException(id, problems);
    }

    /// <inheritdoc/>
    public async Task<DefinitionsSown> Sow(byte kind, ImmutableArray<DefinitionDraft> drafts)
    {
        if (drafts.IsDefault || drafts.Length > SownMax)
        {
            throw new ArgumentException($"Expected at most {SownMax} definitions.");
        }

        await writer.Reached();
        var (sort, all) = ((DefinitionKind)kind, new DefinitionSet(store));
        var (versions, kept, refused) = (new List<(string Id, string? Json, string Why)>(), new List<string>(), new List<string>());
        foreach (var draft in drafts)
        {
            DefinitionWords.CheckWhy(draft.Why);
            var newest = await store.Get(sort, draft.Id, null);
            if (newest is not null && newest.Stamp.Actor != Caller.Actor)
            {
                kept.Add(draft.Id);
            }
            else if (newest?.Json is not { } json || !DefinitionSpelling.AreEqual(json, draft.Json))
            {
                var check = await judge.Check(sort, draft.Id, draft.Json, all);
                if (check.IsGood)
                {
                    versions.Add((draft.Id, DefinitionSpelling.Of(draft.Json), draft.Why));
                    all.Add(sort, draft.Id, draft.Json);
                }
                else
                {
                    refused.Add($"{DefinitionWords.Of(sort)} '{draft.Id}': {string.Join("; ", check.Problems)}");
                }
            }
        }

        if (versions.Count > 0)
        {
            await writer.Write(sort, versions);
        }

        return new DefinitionsSown([.. versions.Select(static version => version.Id)], [.. kept], [.. refused]);
    }

    private static void Expect(string id, int? expected, Definition? newest)
    {
        // Who names no version means that there is none, so that nobody overwrites what he has not seen.
        var isFree = newest is null or { State: DefinitionState.Retired };
        if (expected != DefinitionDraft.AnyVersion && expected != newest?.Stamp.Version && !(isFree && (expected ?? 0) == 0))
        {
            throw new DefinitionConflictException(id, expected, newest?.Stamp);
        }
    }

    private async Task<DefinitionSaved> Write(DefinitionKind kind, string id, string? json, string why)
    {
        var position = (await writer.Write(kind, [(id, json, why)]))[0];
        var written = await store.Get(kind, id, null)
            ?? throw new InvalidOperationException($"{DefinitionWords.Of(kind)} '{id}' was written at {position} and is not there.");
        return new DefinitionSaved(position, written.Stamp.Version, IsChanged: true);
    }
}
